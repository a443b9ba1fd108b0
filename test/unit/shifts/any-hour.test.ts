import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { comesOutsideShift } from '../../../src/main/features/shifts/shift-handlers.ts'
import { Shift } from '../../../src/shared/domain/shift.ts'
import { minuteMs } from '../../../src/shared/domain/shifts/clock-time.ts'
import { judge, nextEffect } from '../../../src/shared/domain/shifts/judge.ts'
import { emptyLedger, type Ledger } from '../../../src/shared/domain/shifts/ledger.ts'
import { RuleProfile, WorkFunction } from '../../../src/shared/domain/shifts/rules.ts'

import type { ShiftEvent } from '../../../src/shared/domain/shifts/shift-event.ts'
import { withSiteRules } from '../../../src/shared/domain/shifts/site-rules.ts'
import { step } from '../../../src/shared/domain/shifts/step.ts'
import { workDay } from '../../../src/shared/domain/shifts/work-day.ts'
import { anyHour } from '../../support/any-hour.ts'

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../assets/${path}`, import.meta.url), 'utf8'))
const profile = withSiteRules(RuleProfile.parse(read('rules/ec-public.json')), anyHour)
const shifts = Shift.array().parse(read('packs/quito/shifts.json'))
/** Longer than any file of stories at one desk. */
const storiesMs = 25 * minuteMs

/** What an agent who comes at this moment and takes one contact after another is made to do meanwhile. */
function moved(from: number): string[] {
  const plan = workDay(from, {
    shifts,
    weeks: [],
    timeZone: 'America/Guayaquil',
    agentId: 'ana-guaman',
    experienceDays: null,
    skills: [...WorkFunction.options],
    excluded: [],
    preferred: [],
  })
  let ledger: Ledger = emptyLedger(from)
  const happen = (event: ShiftEvent) => void (ledger = step(ledger, event, profile))
  happen({ kind: 'planned', at: from, plan })
  if (comesOutsideShift(ledger, from)) happen({ kind: 'overtime-agreed', at: from })
  const contact = { kind: 'contact', topic: 'tramites', work: 'phone', phase: 'talking' } as const
  const effects = new Set<string>()
  for (let at = from; at < from + storiesMs; at += minuteMs / 2) {
    happen({ kind: 'mode', at, mode: { ...contact, contactId: `c${at}` } })
    happen({ kind: 'mode', at: at + minuteMs / 4, mode: { kind: 'ready', work: 'phone' } })
    happen({ kind: 'tick', at: at + minuteMs / 4 })
    const due = nextEffect(judge(ledger, profile))
    if (due && due.effect.kind !== 'cue') effects.add(due.promptId)
  }
  return [...effects]
}

test('at whatever hour a test driven by a real clock runs, no rule takes its agent away from it', () => {
  const midnight = Date.parse('2026-11-22T00:00:00Z')
  const quarters = Array.from({ length: 96 }, (_, quarter) => midnight + quarter * 15 * minuteMs)
  const hindered = quarters.flatMap((at) => {
    const effects = moved(at)
    return effects.length === 0 ? [] : [`${new Date(at).toISOString()} ${effects.join(' ')}`]
  })
  expect(hindered).toEqual([])
})
