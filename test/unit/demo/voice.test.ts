import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createConversation } from '../../../src/demo/citizens/conversation.ts'
import { decodeSample, encodeSample, energyOf, silence } from '../../../src/demo/exchange/g711.ts'
import { createToneListener, toneOfInfo } from '../../../src/demo/exchange/telephone-event.ts'

test('µ-law knows the values of G.711: silence, the smallest and the largest step', () => {
  expect([0xff, 0x7f, 0xfe, 0x80, 0x00].map(decodeSample)).toEqual([0, 0, 8, 32_124, -32_124])
  expect(encodeSample(0)).toBe(silence)
})

test('every byte survives decoding and encoding, but for the second zero', () => {
  for (let byte = 0; byte < 256; byte += 1)
    expect(encodeSample(decodeSample(byte))).toBe(byte === 0x7f ? silence : byte)
})

test('a sample loses no more than half a step of its segment', () => {
  fc.assert(
    fc.property(fc.integer({ min: -32_635, max: 32_635 }), (sample) => {
      const error = Math.abs(decodeSample(encodeSample(sample)) - sample)
      expect(error).toBeLessThanOrEqual(Math.max(4, (Math.abs(sample) + 132) / 32))
    }),
  )
})

test('energy is nought for silence and one half for a full sine', () => {
  expect(energyOf(new Uint8Array(160).fill(silence))).toBe(0)
  const sine = Uint8Array.from({ length: 800 }, (_, at) =>
    encodeSample(32_124 * Math.sin((at * Math.PI) / 10)),
  )
  expect(energyOf(sine) / 800).toBeCloseTo(0.48, 1)
})

test('a citizen is quiet, speaks, is quiet, goes on, and says the last thing again', () => {
  const next = createConversation(
    [
      { pauseMs: 40, voice: new Uint8Array(320).fill(1) },
      { pauseMs: 60, voice: new Uint8Array(200).fill(2) },
    ],
    100,
  )
  const heard = Array.from({ length: 16 }, () => next()[0])
  const q = silence
  expect(heard).toEqual([q, q, 1, 1, q, q, q, 2, 2, q, q, q, q, q, 2, 2])
})

test('the end of a clip is filled up with silence to a whole packet', () => {
  const next = createConversation([{ pauseMs: 20, voice: new Uint8Array(10).fill(3) }], 20)
  next()
  const frame = next()
  expect(frame).toHaveLength(160)
  expect([...frame.subarray(8, 12)]).toEqual([3, 3, silence, silence])
})

test('a key pressed once is heard once, however often its end is repeated (RFC 4733 §2.5.1.4)', () => {
  const listen = createToneListener()
  const packet = (timestamp: number, event: number, flags: number) =>
    listen({ timestamp, payload: Uint8Array.of(event, flags, 0, 160) })
  expect([packet(1, 5, 10), packet(1, 5, 138), packet(1, 5, 138), packet(9, 11, 138)]).toEqual([
    undefined,
    '5',
    undefined,
    '#',
  ])
  expect(packet(20, 64, 138)).toBeUndefined()
  expect(listen({ timestamp: 30, payload: Uint8Array.of(1) })).toBeUndefined()
})

test('a key of SIP INFO is read, anything else is none', () => {
  expect(toneOfInfo('Signal=7\r\nDuration=160\r\n')).toBe('7')
  expect(toneOfInfo('signal = *\r\n')).toBe('*')
  expect(toneOfInfo('Signal=77')).toBeUndefined()
  expect(toneOfInfo('<xml/>')).toBeUndefined()
})
