import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agentState, type Presence, type Registration } from '../../../src/shared/domain/agent.ts'
import type { CallPhaseName } from '../../../src/shared/domain/call.ts'

const registered: Registration = { state: 'registered', since: '2026-11-23T14:00:00Z' }
const idle = {
  presence: { kind: 'ready' } as Presence,
  phases: [] as CallPhaseName[],
  wrapUpPending: false,
  registration: registered,
  microphoneOpen: true,
}

test('ready needs a line and a microphone', () => {
  expect(agentState(idle)).toBe('ready')
  expect(agentState({ ...idle, registration: { state: 'offline', reason: 'lost' } })).toBe('no-line')
  expect(agentState({ ...idle, microphoneOpen: false })).toBe('no-line')
})

test('who signed in and has not started is preparing, and invents no incident for it', () => {
  expect(agentState({ ...idle, presence: { kind: 'preparing' } })).toBe('preparing')
  expect(agentState({ ...idle, presence: { kind: 'preparing' }, phases: ['connected'] })).toBe('talking')
})

test('a contact comes before what the agent chose, and its wrap-up too', () => {
  const pause: Presence = { kind: 'not-ready', reason: 101 }
  expect(agentState({ ...idle, presence: pause, phases: ['connected'] })).toBe('talking')
  expect(agentState({ ...idle, presence: pause, phases: ['alerting'] })).toBe('reserved')
  expect(agentState({ ...idle, presence: pause, wrapUpPending: true })).toBe('wrap-up')
  expect(agentState({ ...idle, presence: pause })).toBe('not-ready')
})

test('ready is impossible to show without a live registration, whatever else is true', () => {
  const presence = fc.constantFrom<Presence>(
    { kind: 'ready' },
    { kind: 'not-ready', reason: 101 },
    { kind: 'signed-out' },
  )
  const registration = fc.constantFrom<Registration>(
    { state: 'none' },
    { state: 'registering' },
    { state: 'offline', reason: 'unreachable' },
    { state: 'refused', reason: 'wrong-password', status: 403 },
  )
  const phases = fc.array(
    fc.constantFrom<CallPhaseName>('alerting', 'dialling', 'ringing', 'connected', 'ended'),
  )
  fc.assert(
    fc.property(
      presence,
      registration,
      phases,
      fc.boolean(),
      fc.boolean(),
      (chosen, line, calls, wrapUpPending, microphoneOpen) => {
        const state = agentState({
          presence: chosen,
          registration: line,
          phases: calls,
          wrapUpPending,
          microphoneOpen,
        })
        expect(state).not.toBe('ready')
      },
    ),
  )
})
