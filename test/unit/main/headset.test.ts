import { expect, test } from 'vitest'
import { lightsOf, meaningOf } from '../../../src/main/features/sound/headset.ts'
import { newCall } from '../../../src/main/features/softphone/two-lines.ts'
import type { Call, CallPhase } from '../../../src/shared/domain/call.ts'

const at = '2026-11-23T14:00:00.000Z'
const call = (callId: string, phase: CallPhase, held = false): Call => ({
  ...newCall(callId, 'contact', '101', '', at),
  phase,
  held: { local: held, remote: false },
})
const ringing = call('r', { name: 'alerting', since: at })
const talking = call('t', { name: 'connected', answeredAt: at })
const waiting = call('w', { name: 'connected', answeredAt: at }, true)

test('lifting the hook answers what rings, and nothing else', () => {
  expect(meaningOf('off-hook', [ringing])).toEqual({ what: 'answer', callId: 'r' })
  expect(meaningOf('off-hook', [])).toBeUndefined()
  expect(meaningOf('off-hook', [talking])).toBeUndefined()
})

test('putting it down ends the line that talks, of two, and never sends away who rings', () => {
  expect(meaningOf('on-hook', [waiting, talking])).toEqual({ what: 'hang-up', callId: 't' })
  expect(meaningOf('on-hook', [ringing])).toBeUndefined()
})

test('the drop key rejects only while nobody talks', () => {
  expect(meaningOf('drop', [ringing])).toEqual({ what: 'reject', callId: 'r' })
  expect(meaningOf('drop', [talking, ringing])).toEqual({ what: 'hang-up', callId: 't' })
})

test('mute turns over what the call is, and does nothing without one', () => {
  expect(meaningOf('mute', [talking])).toEqual({ what: 'mute', callId: 't', muted: true })
  expect(meaningOf('mute', [{ ...talking, muted: true }])).toEqual({
    what: 'mute',
    callId: 't',
    muted: false,
  })
  expect(meaningOf('mute', [ringing])).toBeUndefined()
})

test('the lights are those of the line that talks', () => {
  expect(lightsOf([])).toEqual({ ringing: false, offHook: false, muted: false })
  expect(lightsOf([ringing])).toEqual({ ringing: true, offHook: false, muted: false })
  expect(lightsOf([waiting, { ...talking, muted: true }])).toEqual({
    ringing: false,
    offHook: true,
    muted: true,
  })
})
