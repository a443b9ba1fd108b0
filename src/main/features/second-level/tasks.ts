import type { LevelCase, Task } from '../../../shared/contract.ts'
import { colleagueMs, owedOf } from '../../../shared/domain/cases/owed.ts'

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
  const { secondLevel, filedBy } = about.request
  const owed = owedOf(about.request)
  if (!owed) return []
  const filer = secondLevel?.log.find(({ kind }) => kind === 'escalate')?.name ?? filedBy ?? ''
  return [{ ...owed, of: filedBy === agentId ? '' : filer, about }]
}
