import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { answerToForeignAddress } from '../../../src/renderer/voice/foreign-address.ts'

const { parseMessage } = createRequire(import.meta.url)('jssip/lib/Parser') as {
  parseMessage: (
    text: string,
    ua: { configuration: object },
  ) => { status_code: number; call_id: string; via_branch: string; cseq: number } | undefined
}

const asked = (method: string, address: string) =>
  [
    `${method} ${address} SIP/2.0`,
    'v: SIP/2.0/WS exchange.invalid;',
    ' branch=z9hG4bKa',
    'From: <sip:1@city.invalid>;tag=1',
    't: <sip:a-1@exchange.invalid>',
    'i: c1',
    `CSeq: 7 ${method}`,
    'X-Other: kept to ourselves',
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n')

test('an address of an unknown kind is answered 416 with what names the request', () => {
  const { text = '' } = answerToForeignAddress(asked('OPTIONS', 'nobodyknows:totallyopaque')) ?? {}
  expect(parseMessage(text, { configuration: {} })).toMatchObject({
    status_code: 416,
    call_id: 'c1',
    via_branch: 'z9hG4bKa',
    cseq: 7,
  })
  expect(text).not.toContain('X-Other')
})

test('an ACK for such an address is swallowed: nobody answers an ACK', () => {
  expect(answerToForeignAddress(asked('ACK', 'tel:+593987654321'))).toEqual({ text: undefined })
})

for (const address of ['sip:a-1@desk.invalid', 'SIPS:a-1@desk.invalid'])
  test(`${address} is JsSIP's to answer`, () => {
    expect(answerToForeignAddress(asked('INVITE', address))).toBeUndefined()
  })

test('an answer of the exchange and what is no SIP at all go on to JsSIP', () => {
  expect(answerToForeignAddress('SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n')).toBeUndefined()
  expect(answerToForeignAddress('\r\n\r\n')).toBeUndefined()
})
