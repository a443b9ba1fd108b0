import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { staggerBreaks, type ComingBreak } from '../../../src/shared/domain/schedules/stagger-breaks.ts'

const minute = 60_000
const now = Date.parse('2026-11-30T10:00:00Z')
const coming = (agentId: string, changed: Partial<ComingBreak> = {}): ComingBreak => ({
  agentId,
  queues: ['general'],
  opensAt: now,
  dueAt: now + 15 * minute,
  closesAt: now + 30 * minute,
  minutes: 5,
  ...changed,
})
const team = (people: number) =>
  Array.from({ length: people }, (_, at) => ({ agentId: `agent-${at}`, queues: ['general'], onLine: true }))
const most = (placed: readonly { at: number; minutes: number }[]) =>
  Math.max(
    0,
    ...placed.map(
      ({ at }) => placed.filter((one) => one.at <= at && at < one.at + one.minutes * minute).length,
    ),
  )

describe('rests of a team', () => {
  test('a lone rest starts when it is due', () => {
    const [placed] = staggerBreaks({ now, team: team(3), floors: new Map(), breaks: [coming('agent-0')] })
    expect(placed).toEqual({ agentId: 'agent-0', at: now + 15 * minute, minutes: 5, keepsFloor: true })
  })

  test('three of four fall one after another where the queue keeps three', () => {
    const breaks = ['agent-0', 'agent-1', 'agent-2'].map((agentId) => coming(agentId))
    const placed = staggerBreaks({ now, team: team(4), floors: new Map([['general', 3]]), breaks })
    expect(most(placed)).toBe(1)
    expect(placed.every(({ keepsFloor }) => keepsFloor)).toBe(true)
  })

  test('never outside the window, and below the floor only where the window leaves no choice', () => {
    const windows = fc.array(
      fc.record({
        opens: fc.integer({ min: -20, max: 60 }),
        length: fc.integer({ min: 0, max: 40 }),
        minutes: fc.integer({ min: 1, max: 20 }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(windows, fc.integer({ min: 0, max: 8 }), (each, floor) => {
        const breaks = each.map(({ opens, length, minutes }, at) =>
          coming(`agent-${at}`, {
            opensAt: now + opens * minute,
            dueAt: now + (opens + length / 2) * minute,
            closesAt: now + (opens + length) * minute,
            minutes,
          }),
        )
        const placed = staggerBreaks({ now, team: team(12), floors: new Map([['general', floor]]), breaks })
        expect(placed).toHaveLength(breaks.length)
        for (const { agentId, at, keepsFloor, minutes } of placed) {
          const own = breaks.find((one) => one.agentId === agentId)
          expect(at).toBeGreaterThanOrEqual(Math.max(now, own?.opensAt ?? 0))
          expect(at).toBeLessThanOrEqual(Math.max(now, own?.opensAt ?? 0, own?.closesAt ?? 0))
          expect(keepsFloor || floor > 0).toBe(true)
          expect(minutes).toBe(own?.minutes)
        }
        expect(placed.some((one) => !one.keepsFloor) || 12 - most(placed) >= floor).toBe(true)
      }),
    )
  })

  test('one who serves two queues is missed in both', () => {
    const both = [
      { agentId: 'a', queues: ['one', 'two'], onLine: true },
      { agentId: 'b', queues: ['two'], onLine: true },
    ]
    const [placed] = staggerBreaks({
      now,
      team: both,
      floors: new Map([
        ['one', 1],
        ['two', 1],
      ]),
      breaks: [coming('a', { queues: ['one', 'two'] })],
    })
    expect(placed?.keepsFloor).toBe(false)
  })
})
