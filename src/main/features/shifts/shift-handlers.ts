import { minuteMs, wallClock } from '../../../shared/domain/shifts/clock-time.ts'
import { judge } from '../../../shared/domain/shifts/judge.ts'
import type { Ledger } from '../../../shared/domain/shifts/ledger.ts'
import type { Judgement } from '../../../shared/domain/shifts/prompt.ts'
import type { RuleProfile } from '../../../shared/domain/shifts/rules.ts'
import type { ShiftEvent } from '../../../shared/domain/shifts/shift-event.ts'
import { shiftsOn } from '../../../shared/domain/shifts/work-day.ts'
import { sentFields } from '../../../shared/what-is-sent.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { ContactInHand } from './mode.ts'
import type { OwnWords } from './own-words.ts'
import type { ShiftClock } from './shift-clock.ts'
import { ledgerView, promptsView } from './shift-views.ts'

export interface ShiftDesk {
  rows: CacheRows
  clock: ShiftClock
  timeZone: () => string
  agentId: () => string | undefined
  profile: () => RuleProfile
  words: OwnWords
  contactInHand: () => ContactInHand | undefined
  /** The account as it stands; an empty one while nobody is signed in. */
  ledger: () => Ledger
  judgement: () => Judgement | undefined
  happen: (event: ShiftEvent) => void
  /** The plan reads differently now: what the agent prefers is part of it. */
  planAgain: () => void
}

/** What the pages ask of the shift, and what the agent says to it. */
export function shiftHandlers(desk: ShiftDesk): HandlersOf<'shift'> {
  const { rows, clock, words, happen } = desk
  const instant = () => new Date(clock.now()).toISOString()
  const judgement = () => desk.judgement() ?? judge(desk.ledger(), desk.profile())
  const nameOf = (queueId: string) => rows.knowledge.one('queue', queueId)?.name ?? queueId
  const view = () => promptsView(desk.ledger(), judgement(), desk.profile(), nameOf)

  return {
    'shift.today'() {
      const timeZone = desk.timeZone()
      const { day } = wallClock(clock.now(), timeZone)
      const [shift] = shiftsOn(day, {
        shifts: rows.knowledge.all('shift'),
        weeks: rows.knowledge.all('schedule-week'),
        agentId: desk.agentId() ?? '',
      })
      if (!shift) return null
      return { from: shift.from, to: shift.to, activities: shift.activities, timeZone }
    },
    'shift.prompts': view,
    'shift.answerPrompt'({ promptId, answer, reason }) {
      const ruleId = judgement().prompts.find((one) => one.promptId === promptId)?.ruleId
      if (ruleId && answer === 'not-now' && reason) words.postponed(ruleId, instant(), reason)
      happen({ kind: 'answered', at: clock.now(), promptId, answer })
      return view()
    },
    'shift.ledger': () => ledgerView(desk.ledger(), desk.profile(), words, view().breaks),
    'shift.report'({ what }) {
      const at = clock.now()
      switch (what) {
        case 'hard-contact': {
          const contact = desk.contactInHand()
          const contactId = contact?.contactId ?? `at-${at}`
          happen({ kind: 'hard-contact', at, contactId, topic: contact?.queueId ?? '' })
          break
        }
        case 'hoarse':
          happen({ kind: 'hoarse', at })
          break
        case 'acoustic-shock':
          happen({ kind: 'acoustic-shock', at })
          break
        case 'audio-checked':
          happen({ kind: 'acoustic-cleared', at })
          break
        case 'overtime':
          happen({ kind: 'overtime-agreed', at })
          break
        case 'topics-back':
          happen({ kind: 'topics-back', at })
          break
      }
      return view()
    },
    'shift.checkIn'({ energy }) {
      words.checkedIn({ at: instant(), energy })
      happen({ kind: 'cared', at: clock.now(), what: 'check' })
      return view()
    },
    'shift.preferences': words.preferences,
    'shift.prefer'(preferences) {
      words.prefer(preferences)
      desk.planAgain()
      return preferences
    },
    'shift.clock': () => ({ at: instant(), speed: clock.speed }),
    'shift.whatIsSent': sentFields,
    'shift.consultations': () =>
      rows.knowledge
        .all('consultation')
        .filter((one) => one.agentId === desk.agentId())
        .toSorted((a, b) => (a.at < b.at ? 1 : -1)),
  }
}

/** Who signs in this long before a shift comes early; earlier still, he comes to work outside of it. */
const earlyMs = 60 * minuteMs

/** Whether who signs in now comes outside of a shift, and so says yes to overtime by coming. */
export function comesOutsideShift(ledger: Ledger, at: number): boolean {
  const segments = ledger.plan?.segments ?? []
  // Without a shift nobody knows yet what today is: the desk may just not have heard of it.
  return segments.length > 0 && !segments.some(({ from, to }) => from - earlyMs <= at && at < to)
}
