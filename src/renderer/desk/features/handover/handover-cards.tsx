import { useAnswer } from '../../app/answers.ts'
import { useOfContact } from '../../app/desk-context.ts'
import { HandoverList } from './handover-list.tsx'
import { HandoverNote } from './handover-note.tsx'

/** Between two contacts: what was left for this desk, and near the end of the shift what it leaves. */
export function HandoverCards() {
  const inContact = useOfContact((contact) => contact !== null)
  const due = useAnswer('handover.own', {}).data?.due ?? false
  if (inContact) return null
  return (
    <>
      <HandoverList heading="h3" all={false} />
      {due && <HandoverNote heading="h3" />}
    </>
  )
}
