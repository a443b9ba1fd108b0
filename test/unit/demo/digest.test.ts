import DigestAuthentication from 'jssip/lib/DigestAuthentication.js'
import parser from 'jssip/lib/Parser.js'
import { expect, test } from 'vitest'
import { createDigest, digestUser } from '../../../src/demo/exchange/digest.ts'
import { fakeClock } from '../../support/fake-clock.ts'

/** Lets JsSIP answer our challenge as it does in the voice page. */
function answerOf(challenge: string, password: string): string {
  const refusal = [
    'SIP/2.0 401 Unauthorized',
    'Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1',
    'From: <sip:a-1@x.invalid>;tag=1',
    'To: <sip:a-1@x.invalid>;tag=2',
    'Call-ID: 1',
    'CSeq: 1 REGISTER',
    `WWW-Authenticate: ${challenge}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
  const read = parser.parseMessage(refusal, { configuration: {} })?.parseHeader('www-authenticate') ?? {}
  const jssip = new DigestAuthentication({ username: 'a-1', password })
  expect(jssip.authenticate({ method: 'REGISTER', ruri: 'sip:x.invalid', body: '' }, read)).toBe(true)
  return jssip.toString()
}

test('JsSIP proves the right password, and only for its method', () => {
  const digest = createDigest('exchange.invalid', () => 0)
  const answer = answerOf(digest.challenge(false), 'secret')
  expect(digestUser(answer)).toBe('a-1')
  expect(digest.check(answer, 'REGISTER', 'secret')).toBe('right')
  expect(digest.check(answer, 'REGISTER', 'other')).toBe('wrong')
  expect(digest.check(answer, 'INVITE', 'secret')).toBe('wrong')
})

test('an old nonce and one of another exchange are stale, not wrong', () => {
  const clock = fakeClock()
  const digest = createDigest('exchange.invalid', () => clock.now())
  const answer = answerOf(digest.challenge(false), 'secret')
  expect(createDigest('exchange.invalid', () => clock.now()).check(answer, 'REGISTER', 'secret')).toBe(
    'stale',
  )
  clock.pass(599_000)
  expect(digest.check(answer, 'REGISTER', 'secret')).toBe('right')
  clock.pass(2000)
  expect(digest.check(answer, 'REGISTER', 'secret')).toBe('stale')
})

test('rubbish is refused without an error', () => {
  const digest = createDigest('exchange.invalid', () => 0)
  for (const rubbish of ['', 'Digest', 'Basic abc', 'Digest nonce="--", response=', '"'.repeat(2000)])
    expect(digest.check(rubbish, 'REGISTER', 'secret')).toBe('stale')
})
