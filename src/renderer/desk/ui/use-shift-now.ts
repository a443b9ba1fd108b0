import { useAnswer } from '../app/answers.ts'
import { useNow } from './use-now.ts'

/** The time of the shift, once a second, epoch ms: the desk's own, but for a demo shift on a clock of its own. */
export function useShiftNow(): number {
  const now = useNow()
  const { data: clock, dataUpdatedAt } = useAnswer('shift.clock', {})
  return clock ? Date.parse(clock.at) + (now - dataUpdatedAt) * clock.speed : now
}
