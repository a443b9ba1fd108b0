import { HandoverList } from '../features/handover/handover-list.tsx'
import { BoardSection } from '../features/team/board/board-section.tsx'

/** *En vivo*: the board, and below it what one shift leaves to the next. */
export function LiveSection() {
  return (
    <>
      <BoardSection />
      <HandoverList heading="h2" all />
    </>
  )
}
