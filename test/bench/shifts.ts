import { readFileSync } from 'node:fs'
import { judge } from '../../src/shared/domain/shifts/judge.ts'
import { emptyLedger, type Ledger, type Plan } from '../../src/shared/domain/shifts/ledger.ts'
import { RuleProfile, WorkFunction } from '../../src/shared/domain/shifts/rules.ts'
import type { ShiftEvent } from '../../src/shared/domain/shifts/shift-event.ts'
import { step } from '../../src/shared/domain/shifts/step.ts'
import { rounded } from './figures.ts'
import { benchProposal } from './proposal.ts'

const minute = 60_000
const hour = 60 * minute
const workDays = 230
const contactsADay = 60

/**
 * Cost of one tick and of one other event on a ledger that holds a year, judgement included, in microseconds; and a week
 * proposed for sixty agents, in milliseconds.
 */
export function benchShifts(): Promise<Record<string, number>> {
  const file = new URL('../../assets/rules/es-contractor.json', import.meta.url)
  const profile = RuleProfile.parse(JSON.parse(readFileSync(file, 'utf8')))
  const first = Date.parse('2026-01-05T07:00:00Z')
  let ledger: Ledger = emptyLedger(first)
  const spent = { tick: 0, ticks: 0, event: 0, events: 0 }

  function happen(event: ShiftEvent): void {
    const from = performance.now()
    ledger = step(ledger, event, profile)
    judge(ledger, profile)
    const ms = performance.now() - from
    if (event.kind === 'tick') {
      spent.tick += ms
      spent.ticks++
    } else {
      spent.event += ms
      spent.events++
    }
  }

  for (let day = 0; day < workDays; day++) {
    const start = first + day * 24 * hour
    happen({ kind: 'planned', at: start, plan: planOf(start) })
    for (let turn = 0; turn < contactsADay; turn++) {
      const at = start + turn * 6 * minute
      const contact = { kind: 'contact', contactId: `${day}-${turn}`, work: 'phone', topic: '' } as const
      happen({ kind: 'mode', at, mode: { ...contact, phase: 'talking' } })
      for (let tick = 1; tick <= 12; tick++) happen({ kind: 'tick', at: at + tick * 15_000 })
      happen({ kind: 'mode', at: at + 3 * minute, mode: { ...contact, phase: 'wrap-up' } })
      happen({ kind: 'mode', at: at + 4 * minute, mode: { kind: 'ready', work: 'phone' } })
    }
    happen({ kind: 'mode', at: start + 6 * hour, mode: { kind: 'out' } })
  }
  return Promise.resolve({
    tickUs: rounded((spent.tick / spent.ticks) * 1000),
    eventUs: rounded((spent.event / spent.events) * 1000),
    ...benchProposal(),
  })
}

function planOf(from: number): Plan {
  return {
    day: new Date(from).toISOString().slice(0, 10),
    timeZone: 'Europe/Madrid',
    segments: [{ from, to: from + 6 * hour }],
    blocks: [],
    nextShiftAt: from + 24 * hour,
    experienceDays: 400,
    skills: [...WorkFunction.options],
    excluded: [],
    preferred: [],
    stagger: 0.5,
  }
}
