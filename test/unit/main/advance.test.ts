import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance } from '../../../src/main/features/softphone/advance.ts'
import type { Call, CallEvent } from '../../../src/shared/domain/call.ts'

const at = '2026-11-23T14:00:00.000Z'
const later = '2026-11-23T14:05:00.000Z'
const offer = {
  number: '101',
  displayName: '',
  queue: 'general',
  externalCallId: '',
  ivr: {},
  userToUser: '',
}
const ringing: Call = {
  callId: 'c1',
  direction: 'inbound',
  offer,
  phase: { name: 'alerting', since: at },
  muted: false,
  held: { local: false, remote: false },
}
const dialled: Call = { ...ringing, direction: 'outbound', phase: { name: 'dialling', since: at } }

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constant<CallEvent>({ kind: 'progress', at }),
  fc.constant<CallEvent>({ kind: 'connected', at }),
  fc.boolean().map((muted): CallEvent => ({ kind: 'muted', muted })),
  fc
    .record({ by: fc.constantFrom('local' as const, 'remote' as const), held: fc.boolean() })
    .map((hold): CallEvent => ({ kind: 'held', ...hold })),
  fc
    .constantFrom('cancelled' as const, 'citizen-hung-up' as const)
    .map((cause): CallEvent => ({ kind: 'ended', at: later, cause })),
)

describe('a call', () => {
  test('answered and hung up keeps when it was answered', () => {
    const talking = advance(ringing, { kind: 'connected', at })
    const ended = advance(talking, { kind: 'ended', at: later, cause: 'citizen-hung-up' })
    expect(ended.phase).toEqual({ name: 'ended', endedAt: later, cause: 'citizen-hung-up', answeredAt: at })
  })

  test('given up by the citizen was never answered', () => {
    const ended = advance(ringing, { kind: 'ended', at: later, cause: 'cancelled' })
    expect(ended.phase).toEqual({ name: 'ended', endedAt: later, cause: 'cancelled' })
  })

  test('dialled rings before it connects, and may connect without ringing', () => {
    expect(advance(dialled, { kind: 'progress', at }).phase.name).toBe('ringing')
    expect(advance(dialled, { kind: 'connected', at }).phase.name).toBe('connected')
  })

  test('cannot be held before it is connected', () => {
    expect(advance(ringing, { kind: 'held', by: 'local', held: true })).toBe(ringing)
  })

  test('held by the citizen and by the agent are two facts', () => {
    const talking = advance(ringing, { kind: 'connected', at })
    const both = advance(advance(talking, { kind: 'held', by: 'local', held: true }), {
      kind: 'held',
      by: 'remote',
      held: true,
    })
    expect(advance(both, { kind: 'held', by: 'local', held: false }).held).toEqual({
      local: false,
      remote: true,
    })
  })

  test('once ended stays ended, whatever comes late (BYE and CANCEL race, SIP repeats itself)', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(anyEvent), (before, after) => {
        const ended = advance(before.reduce(advance, ringing), {
          kind: 'ended',
          at: later,
          cause: 'citizen-hung-up',
        })
        expect(after.reduce(advance, ended)).toBe(ended)
      }),
    )
  })

  test('never goes back to ringing once it was connected', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const phases = events.map(
          (_, index) => events.slice(0, index + 1).reduce(advance, ringing).phase.name,
        )
        const afterConnecting = phases.slice(phases.indexOf('connected'))
        const connected = phases.includes('connected') ? afterConnecting : []
        expect(connected.filter((phase) => phase !== 'connected' && phase !== 'ended')).toEqual([])
      }),
    )
  })
})
