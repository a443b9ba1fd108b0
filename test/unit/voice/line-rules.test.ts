import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOffMs } from '../../../src/renderer/voice/back-off.ts'
import { endCause } from '../../../src/renderer/voice/end-cause.ts'
import { offersSound } from '../../../src/renderer/voice/held-offer.ts'
import { answersPing, optionsPing } from '../../../src/renderer/voice/options-ping.ts'
import { registrationOutcome } from '../../../src/renderer/voice/registration-outcome.ts'
import { ringtone, ringtoneSeconds } from '../../../src/renderer/voice/ringtone.ts'

test('the agent is told apart a wrong password, an unknown account and another refusal', () => {
  expect(registrationOutcome(401)).toMatchObject({ reason: 'wrong-password', status: 401 })
  expect(registrationOutcome(403)).toMatchObject({ reason: 'wrong-password', status: 403 })
  expect(registrationOutcome(404)).toMatchObject({ reason: 'unknown-account' })
  expect(registrationOutcome(488)).toMatchObject({ state: 'refused', reason: 'other', status: 488 })
  expect(registrationOutcome(603)).toMatchObject({ state: 'refused', reason: 'other', status: 603 })
})

test('an exchange in trouble is never taken for a refusal', () => {
  for (const status of [0, 408, 480, 500, 503, 504]) expect(registrationOutcome(status)).toBe('try-again')
})

test('the first attempt is made at once, later ones wait longer but never above half a minute', () => {
  expect(backOffMs(0, 1)).toBe(0)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, chance) => {
        const wait = backOffMs(failures, chance)
        expect(wait).toBeGreaterThanOrEqual(500)
        expect(wait).toBeLessThanOrEqual(30_000)
      },
    ),
  )
})

test('who hung up is told by who said so', () => {
  expect(endCause('local', 'Terminated')).toBe('agent-hung-up')
  expect(endCause('remote', 'Terminated')).toBe('citizen-hung-up')
  expect(endCause('remote', 'Canceled')).toBe('cancelled')
  expect(endCause('remote', 'Canceled', 'Q.850;cause=16;text="Normal"')).toBe('cancelled')
  expect(endCause('remote', 'Canceled', 'Q.850 ;cause=19;text="No answer"')).toBe('no-answer')
  expect(endCause('remote', 'Canceled', 'SIP;cause=200;text="Call completed elsewhere"')).toBe(
    'answered-elsewhere',
  )
  expect(endCause('system', 'RTP Timeout')).toBe('media-lost')
  expect(endCause('system', 'something new in JsSIP')).toBe('failed')
})

test('an offer of sound into a held call is seen in whatever form it comes', () => {
  const sdp = (session: string, audio: string) =>
    `v=0\r\n${session}m=video 0 RTP/SAVPF 96\r\na=inactive\r\nm=audio 9 RTP/SAVPF 0\r\n${audio}`
  expect(offersSound(sdp('', ''))).toBe(true)
  expect(offersSound(sdp('', 'a=sendrecv\r\n'))).toBe(true)
  expect(offersSound(sdp('', 'a=sendonly\r\n'))).toBe(true)
  expect(offersSound(sdp('', 'a=recvonly\r\n'))).toBe(false)
  expect(offersSound(sdp('a=inactive\r\n', ''))).toBe(false)
  expect(offersSound(sdp('a=inactive\r\n', 'a=sendrecv\r\n'))).toBe(true)
})

test('the heartbeat knows its own answers and takes nobody else’s', () => {
  const identity = { uri: 'sip:a-1@exchange.invalid', viaTransport: 'WSS', token: 'abc' }
  const ping = optionsPing(identity, 7)
  expect(ping).toContain('OPTIONS sip:exchange.invalid SIP/2.0\r\n')
  expect(ping.endsWith('\r\n\r\n')).toBe(true)
  const callId = /Call-ID: (\S+)/.exec(ping)?.[1]
  expect(answersPing(`SIP/2.0 404 Not Found\r\nCall-ID: ${callId}\r\n\r\n`, 'abc')).toBe(true)
  expect(answersPing('SIP/2.0 200 OK\r\nCall-ID: other\r\n\r\n', 'abc')).toBe(false)
  expect(answersPing(ping, 'abc')).toBe(false)
})

test('the ringtone sounds, stays in scale, and ends in silence so that it can be looped', () => {
  const samples = ringtone(8_000)
  expect(samples).toHaveLength(8_000 * ringtoneSeconds)
  expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(0.9)
  expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(0.1)
  expect(samples.slice(-8_000).every((sample) => sample === 0)).toBe(true)
})
