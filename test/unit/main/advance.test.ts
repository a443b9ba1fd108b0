import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance } from '../../../src/main/features/softphone/advance.ts'
import type { Call, CallEvent, Transfer } from '../../../src/shared/domain/call.ts'

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
  part: 'contact',
  offer,
  phase: { name: 'alerting', since: at },
  muted: false,
  held: { local: false, remote: false },
  transfer: null,
  members: [],
  texts: [],
}
const dialled: Call = { ...ringing, direction: 'outbound', phase: { name: 'dialling', since: at } }

const underWay: Transfer = { state: 'under-way', how: 'blind', to: '200', heard: 'nothing' }

const anyTransfer: fc.Arbitrary<Transfer> = fc.oneof(
  fc
    .record({
      how: fc.constantFrom('blind' as const, 'attended' as const, 'join' as const),
      heard: fc.constantFrom('nothing' as const, 'trying' as const, 'ringing' as const),
    })
    .map((asked): Transfer => ({ state: 'under-way', to: '200', ...asked })),
  fc.constant<Transfer>({ state: 'refused', how: 'blind', to: '200', why: 'busy' }),
)

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.boolean().map((earlyMedia): CallEvent => ({ kind: 'progress', at, earlyMedia })),
  anyTransfer.map((transfer): CallEvent => ({ kind: 'transfer', transfer })),
  fc.constant<CallEvent>({ kind: 'joined', name: 'ECU 911' }),
  fc.string({ minLength: 1, maxLength: 20 }).map((text): CallEvent => ({
    kind: 'text',
    text: { from: 'other', text, at, delivered: true },
  })),
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
    expect(advance(dialled, { kind: 'progress', at, earlyMedia: false }).phase.name).toBe('ringing')
    expect(advance(dialled, { kind: 'connected', at }).phase.name).toBe('connected')
  })

  test('once the exchange says by sound how it goes, a later 180 does not bring our own ring-back again', () => {
    const sounding = advance(dialled, { kind: 'progress', at, earlyMedia: true })
    expect(advance(sounding, { kind: 'progress', at, earlyMedia: false })).toBe(sounding)
  })

  test('a refused transfer leaves the call connected, as it was', () => {
    const talking = advance(ringing, { kind: 'connected', at })
    const refused: Transfer = { state: 'refused', how: 'blind', to: '200', why: 'busy' }
    const back = advance(advance(talking, { kind: 'transfer', transfer: underWay }), {
      kind: 'transfer',
      transfer: refused,
    })
    expect(back).toEqual({ ...talking, transfer: refused })
  })

  test('cannot be transferred, nor joined by anybody, before it is connected', () => {
    expect(advance(ringing, { kind: 'transfer', transfer: underWay })).toBe(ringing)
    expect(advance(dialled, { kind: 'joined', name: 'ECU 911' })).toBe(dialled)
  })

  test('a line of text told twice, as after a lost connection, stands once', () => {
    const talking = advance(ringing, { kind: 'connected', at })
    const text = { from: 'other' as const, text: 'Calle Bolívar 12', at, delivered: true }
    const once = advance(talking, { kind: 'text', text })
    expect(advance(once, { kind: 'text', text }).texts).toEqual([text])
    expect(advance(once, { kind: 'text', text: { ...text, at: later } }).texts).toHaveLength(2)
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
