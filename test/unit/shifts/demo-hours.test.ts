import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createPromptEffects } from '../../../src/main/features/shifts/prompt-effects.ts'
import type { Presence } from '../../../src/shared/domain/agent.ts'
import { City } from '../../../src/shared/domain/city.ts'
import { Shift } from '../../../src/shared/domain/shift.ts'
import { minuteMs } from '../../../src/shared/domain/shifts/clock-time.ts'
import { judge } from '../../../src/shared/domain/shifts/judge.ts'
import { emptyLedger } from '../../../src/shared/domain/shifts/ledger.ts'
import { RuleProfile, WorkFunction, usualProfile } from '../../../src/shared/domain/shifts/rules.ts'
import type { ShiftEvent } from '../../../src/shared/domain/shifts/shift-event.ts'
import { step } from '../../../src/shared/domain/shifts/step.ts'
import { workDay } from '../../../src/shared/domain/shifts/work-day.ts'

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../assets/${path}`, import.meta.url), 'utf8'))
const visitMs = 12 * minuteMs

/** Where the shift puts somebody who comes at this moment, is ready and takes no call. */
function movedTo(from: number, at: Place, lenient: boolean): Presence[] {
  const moved: Presence[] = []
  const effects = createPromptEffects({
    agent: {
      state: () => 'ready',
      presence: () => ({ kind: 'ready' }),
      next: () => null,
      become: (presence) => void moved.push(presence),
      planNext: () => undefined,
      refresh: () => undefined,
    },
    lenient,
    signOut: () => undefined,
    onAssigned: () => undefined,
    onMoved: () => undefined,
  })
  const mode = { kind: 'ready', work: 'phone' } as const
  let ledger = emptyLedger(from)
  const happen = (event: ShiftEvent) => void (ledger = step(ledger, event, at.profile))
  const plan = workDay(from, { ...at, weeks: [], experienceDays: null, skills, excluded: [], preferred: [] })
  happen({ kind: 'planned', at: from, plan })
  happen({ kind: 'overtime-agreed', at: from })
  for (let now = from; now < from + visitMs; now += minuteMs / 2) {
    happen({ kind: 'mode', at: now, mode })
    happen({ kind: 'tick', at: now })
    effects.act(judge(ledger, at.profile), mode)
  }
  return moved
}

const skills = [...WorkFunction.options]
interface Place {
  readonly shifts: Shift[]
  readonly agentId: string
  readonly timeZone: string
  readonly profile: RuleProfile
}
function placeOf(city: string, agentId: string): Place {
  const { country, timeZone } = City.parse(read(`packs/${city}/city.json`))
  const profile = RuleProfile.parse(read(`rules/${usualProfile(country)}.json`))
  return { shifts: Shift.array().parse(read(`packs/${city}/shifts.json`)), agentId, timeZone, profile }
}
const midnight = Date.parse('2026-11-23T00:00:00Z')
const moments = Array.from({ length: 24 * 12 }, (_, n) => midnight + n * 5 * minuteMs)

describe.each([placeOf('quito', 'ana-guaman'), placeOf('cordoba', 'carmen-jimenez')])(
  'in the demo city at $timeZone',
  (at) => {
    const hindered = (lenient: boolean) =>
      moments
        .filter((from) => movedTo(from, at, lenient).length > 0)
        .map((from) => new Date(from).toISOString())

    test('nobody who comes to look at it is sent to rest from hours that nobody worked', () => {
      expect(hindered(true)).toEqual([])
    })

    test('at a real desk the rest that the shift owes is taken in the last moment it can be', () => {
      expect(hindered(false)).not.toEqual([])
    })
  },
)
