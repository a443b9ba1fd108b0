import * as fc from 'fast-check'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { repairCaller } from '../../../src/renderer/voice/caller-repair.ts'

/** JsSIP's own parser as the oracle: what it drops, no agent ever hears of. */
const { parseMessage } = createRequire(import.meta.url)('jssip/lib/Parser') as {
  parseMessage: (
    text: string,
    ua: { configuration: object },
  ) => { from: { display_name: string | null; uri: { user: string } } } | undefined
}
const parse = (text: string) => parseMessage(text, { configuration: {} })

const invite = (from: string) =>
  [
    'INVITE sip:a-1@desk.invalid SIP/2.0',
    'Via: SIP/2.0/WS exchange.invalid;branch=z9hG4bKa',
    `From: ${from};tag=1`,
    'To: <sip:a-1@exchange.invalid>',
    'Call-ID: c1',
    'CSeq: 1 INVITE',
    'Contact: <sip:exchange@exchange.invalid>',
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n')

for (const [written, shown] of [
  ['<b>Ana</b> <sip:1@city.invalid>', '<b>Ana</b>'],
  ['José Ñandú <sip:1@city.invalid>', 'José Ñandú'],
  ['"Ana\u0001\u0000" <sip:1@city.invalid>', 'Ana'],
  ['"Ana "la" Vega" <sip:1@city.invalid>', 'Ana "la" Vega'],
  [`"${'A'.repeat(65_536)}" <sip:1@city.invalid>`, 'A'.repeat(256)],
] as const) {
  test(`a caller who writes the name as ${written.slice(0, 30)} still reaches the agent`, () => {
    expect(parse(repairCaller(invite(written)))?.from).toMatchObject({
      display_name: shown,
      uri: { user: '1' },
    })
  })
}

test('JsSIP alone would have lost such a call', () => {
  expect(parse(invite('José <sip:1@city.invalid>'))).toBeUndefined()
})

test('a name that was right already reads the same, and the rest of the message is untouched', () => {
  const right = invite('"Doña \\"Inés\\" \\\\ Páez" <sip:+593%2099@city.invalid>')
  expect(repairCaller(right)).toBe(right)
})

test('only INVITEs are touched', () => {
  const bye = invite('José <sip:1@city.invalid>').replace('INVITE', 'BYE')
  expect(repairCaller(bye)).toBe(bye)
})

test('no caller’s name keeps an INVITE from being parsed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
      const written = name.replace(/[\r\n<>]/g, '')
      expect(parse(repairCaller(invite(`${written} <sip:1@city.invalid>`)))?.from.uri.user).toBe('1')
    }),
    { numRuns: 300 },
  )
})
