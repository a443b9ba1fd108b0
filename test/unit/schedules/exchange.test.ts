import fc from 'fast-check'
import { ulid } from 'ulid'
import { describe, expect, test } from 'vitest'
import {
  exchangedShifts,
  mayStep,
  stepExchange,
  stillStands,
} from '../../../src/shared/domain/schedules/exchange.ts'
import type { Exchange, ExchangeStep } from '../../../src/shared/domain/schedules/exchange.ts'
import { publishWeek } from '../../../src/shared/domain/schedules/publish.ts'
import { shippedProfile } from '../../support/shift-story.ts'
import { dated, madrid, monday } from '../../support/schedules.ts'

const at = '2026-11-20T09:00:00.000Z'
const given = dated()
const taken = dated({ agentId: 'luis', day: '2026-12-02' })
const asked: Exchange = {
  exchangeId: ulid(),
  askedBy: 'ana',
  askedOf: 'luis',
  askedByName: 'Ana',
  askedOfName: 'Luis',
  weekStart: monday,
  given,
  taken,
  words: '',
  state: 'asked',
  reason: '',
  askedAt: at,
  changedAt: at,
}
const steps: ExchangeStep[] = ['agree', 'decline', 'withdraw', 'approve', 'refuse']

describe('an exchange of shifts', () => {
  test('needs the colleague’s yes and then the lead’s, in that order', () => {
    expect(stepExchange(asked, 'approve', { at, reason: '' })).toBeUndefined()
    const agreed = stepExchange(asked, 'agree', { at, reason: '' })
    expect(agreed?.state).toBe('agreed')
    expect(agreed && stepExchange(agreed, 'approve', { at, reason: '' })?.state).toBe('approved')
  })

  test('an end is an end: nothing follows it, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (tried) => {
        let exchange = asked
        let ended = 0
        for (const step of tried) {
          const next = stepExchange(exchange, step, { at, reason: '' })
          if (!next) continue
          exchange = next
          if (!['asked', 'agreed'].includes(exchange.state)) ended++
        }
        expect(ended).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('each takes only the own step, and a lead is not judge in the own cause', () => {
    const may = (step: ExchangeStep, agentId: string, lead = false) => mayStep(asked, step, { agentId, lead })
    expect([
      may('agree', 'luis'),
      may('agree', 'ana'),
      may('withdraw', 'ana'),
      may('withdraw', 'luis'),
    ]).toEqual([true, false, true, false])
    expect([may('approve', 'eva', true), may('approve', 'eva'), may('approve', 'luis', true)]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('the hours stay, the people change', () => {
    expect(exchangedShifts(asked).map(({ agentId, day }) => `${agentId} ${day}`)).toEqual([
      'luis 2026-11-30',
      'ana 2026-12-02',
    ])
    expect(exchangedShifts({ ...asked, taken: null })).toHaveLength(1)
  })

  test('a shift that was changed meanwhile cannot be exchanged any more', () => {
    const facts = {
      weekStart: monday,
      at,
      profile: shippedProfile(),
      timeZone: madrid,
      absences: [],
      usual: [],
    }
    const ana = publishWeek(undefined, [given], { ...facts, agentId: 'ana' })
    const luis = publishWeek(undefined, [taken], { ...facts, agentId: 'luis' })
    expect(stillStands(asked, [ana, luis])).toBe(true)
    expect(
      stillStands(asked, [publishWeek(ana, [{ ...given, to: '12:00' }], { ...facts, agentId: 'ana' }), luis]),
    ).toBe(false)
  })
})
