import type { TFunction } from 'i18next'
import type { ContractRequests, KnowledgeWork } from '../../../../../shared/contract.ts'
import { clockTime, day } from '../../../ui/format.ts'
import { dayWords } from '../../../ui/records/words.ts'

export type Overview = ContractRequests['publishing.overview']['output']
export type Line = Overview['lines'][number]
export type Drafted = NonNullable<KnowledgeWork['draft']>

/** What a list is narrowed by; a line may be in several at once. */
export const lineStates = ['writing', 'in-review', 'approved', 'scheduled', 'with-team', 'overdue'] as const
export type LineState = (typeof lineStates)[number]

/** Where people, days and times of a state come from. */
export interface Telling {
  readonly t: TFunction
  readonly nameOf: (agentId: string) => string
  readonly timeZone: string
}

export function statesOf({ draft, reviewDue }: Line, today: string): LineState[] {
  const phase = draft?.phase.name
  return lineStates.filter((state) =>
    state === 'overdue' ? reviewDue !== null && reviewDue < today : state === phase,
  )
}

/** The state of a draft as one says it: who, since when, where to. */
export function phaseWords({ authors, phase }: Drafted, { t, nameOf, timeZone }: Telling): string {
  const who = authors.map(nameOf).join(', ')
  const moment = (at: string) => ({ day: day(at, timeZone), time: clockTime(new Date(at), timeZone) })
  switch (phase.name) {
    case 'writing':
      return phase.refusal
        ? t('knowledge.phase.refused', { who: nameOf(phase.refusal.by), reason: phase.refusal.reason })
        : t('knowledge.phase.writing', { who })
    case 'in-review':
      return t('knowledge.phase.inReview', { who })
    case 'approved':
      return t('knowledge.phase.approved', { who: nameOf(phase.by) })
    case 'scheduled':
      return t('knowledge.phase.scheduled', moment(phase.publishAt))
    case 'with-team':
      return t('knowledge.phase.withTeam', { team: phase.team, version: phase.version })
    case 'published':
      return t('knowledge.phase.published', { version: phase.version })
    case 'discarded':
      return t('knowledge.phase.discarded')
  }
}

/** Everything that is to be said of a line beside its version. */
export function lineWords(line: Line, today: string, telling: Telling): string[] {
  const { t } = telling
  return [
    ...(line.draft ? [phaseWords(line.draft, telling)] : []),
    ...(line.reviewDue !== null && line.reviewDue < today
      ? [t('knowledge.overdueSince', { day: dayWords(line.reviewDue) })]
      : []),
  ]
}
