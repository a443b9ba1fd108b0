import { expect, test } from 'vitest'
import { figuresOf } from '../../../src/renderer/voice/exchange-probe.ts'
import { findDevice } from '../../../src/renderer/voice/sound/find-device.ts'
import { dbovOf } from '../../../src/renderer/voice/sound/levels.ts'

const present = [
  { deviceId: 'default', label: 'Default', groupId: 'g' },
  { deviceId: 'new-id', label: 'Auricular USB', groupId: 'g' },
  { deviceId: 'nameless', label: '', groupId: 'h' },
]

test('a device is found by its id, by its name where the browser gave it another id, or not at all', () => {
  expect(findDevice(null, present)).toBe('default')
  expect(findDevice({ deviceId: 'new-id', label: 'Otro' }, present)).toBe('new-id')
  expect(findDevice({ deviceId: 'old-id', label: 'Auricular USB' }, present)).toBe('new-id')
  expect(findDevice({ deviceId: 'old-id', label: 'Auricular azul' }, present)).toBe('default')
})

test('two devices without a name are not taken for each other', () => {
  expect(findDevice({ deviceId: 'old-id', label: '' }, present)).toBe('default')
})

test('the figures to the exchange: median, mean step, and what nobody answered', () => {
  expect(figuresOf(5, [20, 30, 20, 40])).toEqual({ sent: 5, lost: 1, roundTripMs: 30, jitterMs: 13.3 })
  expect(figuresOf(20, [])).toEqual({ sent: 20, lost: 20, roundTripMs: null, jitterMs: null })
})

test('loudness is told against full scale, and silence has a floor', () => {
  expect(dbovOf(new Float32Array(8).fill(1))).toBe(0)
  expect(dbovOf(new Float32Array(8).fill(0.1))).toBeCloseTo(-20)
  expect(dbovOf(new Float32Array(8))).toBe(-90)
})
