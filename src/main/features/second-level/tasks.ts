import type { LevelCase, Task } from '../../../shared/contract.ts'
import { hourMs } from '../../../shared/domain/shifts/clock-time.ts'

/** After so long whoever sits at a desk looks after it: the colleague may be off until Monday. */
const colleagueMs = 4 * hourMs

/**
 * What level 1 still owes a citizen, read from where the cases stand: a task is done when its case has moved on, and
 * none can be dropped. First to whoever filed the case, later to anybody.
 */
export function tasksFrom(cases: readonly LevelCase[], agentId: string, now: number): Task[] {
  return cases
    .flatMap((about) => taskOf(about, agentId))
    .filter(({ of, since }) => of === '' || now - Date.parse(since) >= colleagueMs)
    .toSorted(
      (one, other) => Number(one.of !== '') - Number(other.of !== '') || one.since.localeCompare(other.since),
    )
}

function taskOf(about: LevelCase, agentId: string): Task[] {
  const { secondLevel, filedBy, referenceNumber, referenceToldAt } = about.request
  if (!secondLevel) return []
  const last = secondLevel.log.at(-1)
  const filer = secondLevel.log.find(({ kind }) => kind === 'escalate')?.name ?? filedBy ?? ''
  const of = filedBy === agentId ? '' : filer
  const since = last?.at ?? about.request.updatedAt
  if (secondLevel.state === 'answered')
    return [{ kind: 'tell-answer', since, of, about, words: last?.words ?? '' }]
  if (secondLevel.state === 'returned')
    return [{ kind: 'bring-missing', since, of, about, words: last?.words ?? '' }]
  if (referenceToldAt !== undefined || referenceNumber === undefined || secondLevel.reopened > 0) return []
  return [{ kind: 'give-reference', since, of, about, words: '' }]
}
