import * as fc from 'fast-check'
import parser from 'jssip/lib/Parser.js'
import { describe, expect, test } from 'vitest'
import { createDigest } from '../../../src/demo/exchange/digest.ts'
import { formatAddress, parseAddress, sipUri, userOf } from '../../../src/demo/exchange/sip-address.ts'
import {
  allHeaders,
  buildSipMessage,
  header,
  largestMessage,
  parseSipMessage,
  sequenceOf,
  type SipMessage,
} from '../../../src/demo/exchange/sip-message.ts'

const lines = (...all: string[]) => all.join('\r\n')
const parseWithJsSip = (text: string) => parser.parseMessage(text, { configuration: {} })

const invite = (displayName: string, body: string): SipMessage => ({
  kind: 'request',
  method: 'INVITE',
  uri: 'sip:a-1@client.invalid;transport=ws',
  headers: [
    { name: 'Via', value: 'SIP/2.0/WS exchange.invalid;branch=z9hG4bKabc' },
    { name: 'Max-Forwards', value: '70' },
    {
      name: 'From',
      value: formatAddress({
        displayName,
        uri: sipUri('02 200-0103', 'exchange.invalid'),
        parameters: { tag: 'f1' },
      }),
    },
    { name: 'To', value: '<sip:a-1@client.invalid>' },
    { name: 'Call-ID', value: 'c-1@exchange.invalid' },
    { name: 'CSeq', value: '1 INVITE' },
    { name: 'Contact', value: '<sip:exchange@exchange.invalid;transport=ws>' },
    { name: 'X-Queue', value: 'tramites' },
  ],
  body,
})

describe('JsSIP reads what we build', () => {
  test('an INVITE with a name of quotes, markup and accents', () => {
    const name = 'Doña "Inés" \\ <b>Páez</b> ñ 🏛'
    const read = parseWithJsSip(buildSipMessage(invite(name, 'v=0\r\ns=ñ\r\n')))
    expect(read?.method).toBe('INVITE')
    expect(read?.from.uri).toMatchObject({ user: '02 200-0103', host: 'exchange.invalid' })
    expect(read?.from.display_name).toContain('<b>Páez</b> ñ 🏛')
    expect(read).toMatchObject({
      call_id: 'c-1@exchange.invalid',
      from_tag: 'f1',
      cseq: 1,
      body: 'v=0\r\ns=ñ\r\n',
    })
    expect(read?.getHeader('X-Queue')).toBe('tramites')
  })

  test('any printable caller name, without losing a header behind it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const read = parseWithJsSip(buildSipMessage(invite(name.replace(/\p{C}/gu, ' '), '')))
        expect(read?.getHeader('X-Queue')).toBe('tramites')
        expect(read?.from.uri.user).toBe('02 200-0103')
      }),
    )
  })

  test('a name with line breaks cannot add a header', () => {
    const read = parseWithJsSip(buildSipMessage(invite('Eva\r\nX-Queue: emergencia-social\r\n\r\nfalso', '')))
    expect(read?.getHeader('X-Queue')).toBe('tramites')
    expect(read?.body).toBe('')
  })
})

describe('we read what softphones send', () => {
  const register = lines(
    'REGISTER sip:exchange.invalid SIP/2.0',
    'v: SIP/2.0/WS abc.invalid;branch=z9hG4bK7',
    'f: "Rosa" <sip:a-1@exchange.invalid>;tag=1',
    't: <sip:a-1@exchange.invalid>',
    'i: x1',
    'CSeq: 3 REGISTER',
    'm: <sip:r@abc.invalid;transport=ws>',
    ' ;expires=600',
    'l: 0',
    '',
    '',
  )

  test('compact names and folded lines are read as JsSIP reads them', () => {
    const ours = parseSipMessage(register)
    const theirs = parseWithJsSip(register)
    expect(ours && header(ours, 'Call-ID')).toBe(theirs?.call_id)
    expect(ours && sequenceOf(ours)).toEqual({ number: theirs?.cseq, method: 'REGISTER' })
    expect(ours && parseAddress(header(ours, 'Contact') ?? '')?.parameters['expires']).toBe('600')
  })

  test('what follows the declared body is left out, counted in bytes', () => {
    const text = buildSipMessage(invite('Ana', 'año'))
    expect(parseSipMessage(`${text}INVITE sip:x SIP/2.0`)?.body).toBe('año')
  })

  test('header names are found in any case, each of several values is kept', () => {
    const message = parseSipMessage(lines('SIP/2.0 200 OK', 'VIA: a', 'Via: b', 'l: 0', '', ''))
    expect(message && allHeaders(message, 'via')).toEqual(['a', 'b'])
    expect(message).toMatchObject({ kind: 'response', status: 200, reason: 'OK' })
  })

  test('the two codecs agree on first line and body of whatever we build', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/)
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 699 }),
        word,
        fc.string({ maxLength: 200 }),
        (status, tag, body) => {
          const headers = [
            { name: 'Via', value: `SIP/2.0/WS x.invalid;branch=z9hG4bK${tag}` },
            { name: 'From', value: `<sip:a@x.invalid>;tag=${tag}` },
            { name: 'To', value: `<sip:b@x.invalid>;tag=${tag}` },
            { name: 'Call-ID', value: tag },
            { name: 'CSeq', value: '7 BYE' },
          ]
          const text = buildSipMessage({ kind: 'response', status, reason: 'Some reason', headers, body })
          const theirs = parseWithJsSip(text)
          expect(parseSipMessage(text)).toMatchObject({ status: theirs?.status_code, body: theirs?.body })
          expect(theirs).toMatchObject({ via_branch: `z9hG4bK${tag}`, to_tag: tag, cseq: 7 })
        },
      ),
    )
  })
})

describe('garbage is dropped, never thrown', () => {
  test('any text at all is either a message or undefined', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(() => parseSipMessage(text)).not.toThrow()
        expect(() => parseSipMessage(`INVITE sip:x SIP/2.0\r\n${text}\r\n\r\n`)).not.toThrow()
        expect(() => parseAddress(text)).not.toThrow()
        expect(() => userOf(text)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['no empty line', 'OPTIONS sip:x SIP/2.0\r\nVia: x'],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a header without a colon', 'OPTIONS sip:x SIP/2.0\r\nVia\r\n\r\n'],
    ['a body shorter than declared', 'OPTIONS sip:x SIP/2.0\r\nl: 10\r\n\r\nshort'],
    ['a negative length', 'OPTIONS sip:x SIP/2.0\r\nl: -1\r\n\r\n'],
    ['a message above the limit', `OPTIONS sip:x SIP/2.0\r\nX: ${'a'.repeat(largestMessage)}\r\n\r\n`],
  ])('%s', (_what, text) => {
    expect(parseSipMessage(text)).toBeUndefined()
  })

  test.each([
    ['white space', ' \t'.repeat(30_000)],
    ['quotes', 'a="'.repeat(20_000)],
    ['escapes', String.raw`"\"`.repeat(15_000)],
    ['brackets', '<'.repeat(60_000)],
    ['semicolons', '; = '.repeat(15_000)],
    // Time is not measured: a reader that goes back over what it read would need longer than the suite's limit.
  ])('60 KB of %s in a header do not hold the reader up', (_what, text) => {
    for (let time = 0; time < 50; time++) {
      const message = parseSipMessage(`OPTIONS sip:x SIP/2.0\r\nX: ${text}a\r\n\r\n`)
      expect(message && header(message, 'X')).toBe(`${text}a`.trim())
      parseAddress(text)
      createDigest('x', () => 0).check(text, 'REGISTER', '')
    }
  })
})

test('what is built is read back the same', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,30}$/).filter((each) => each.length > 1)
  const value = fc
    .string({ unit: 'grapheme', maxLength: 80 })
    .map((text) => text.replace(/\p{C}|\s/gu, ' ').trim())
  const headers = fc.array(
    fc.record({ name: name.filter((each) => each.toLowerCase() !== 'content-length'), value }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(headers, fc.string({ unit: 'grapheme' }), (list, body) => {
      const message: SipMessage = { kind: 'request', method: 'INFO', uri: 'sip:a@b', headers: list, body }
      const read = parseSipMessage(buildSipMessage(message))
      expect(read).toMatchObject({ method: 'INFO', uri: 'sip:a@b', body })
      expect(read?.headers.slice(0, -1)).toEqual(list)
    }),
  )
})

test('an address survives any display name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      const displayName = text.replace(/[\r\n]/g, ' ')
      const address = { displayName, uri: 'sip:+34957000101@x.invalid', parameters: { tag: 't' } }
      expect(parseAddress(formatAddress(address))).toEqual(address)
    }),
  )
})

test('a number written by people comes back from a SIP URI as it was written', () => {
  for (const number of ['+593 99 900 0101', '(957) 000 110', '0034 957 000 102', '02-200-0110'])
    expect(userOf(sipUri(number, 'x.invalid'))).toBe(number)
})
