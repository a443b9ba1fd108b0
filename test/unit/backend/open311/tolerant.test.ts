import { assert, property, string, oneof, json } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromRemote, toRemote } from '../../../../src/backend/open311/client/statuses.ts'
import { readRows, reasonIn, wordOf } from '../../../../src/backend/open311/client/tolerant.ts'
import { parseXml, toXml } from '../../../../src/backend/open311/markup.ts'

const idsIn = (body: string) => readRows(body).map((row) => wordOf(row, 'service_request_id'))
function readingOf(body: string): unknown {
  try {
    for (const row of readRows(body)) wordOf(row, 'service_request_id')
    return 'rows'
  } catch (fault) {
    return (fault as { code?: unknown }).code
  }
}
const xml = (inside: string) => `<?xml version="1.0" encoding="utf-8"?>${inside}`

describe('answers as real servers give them (domain §1.4, §1.5)', () => {
  test('C1: codes with leading zeros, which are no JSON, and long ids keep every digit', () => {
    const [row = {}] = readRows('[{"service_code":001,"service_request_id":12345678901234567890}]')
    expect(wordOf(row, 'service_code')).toBe('001')
    expect(wordOf(row, 'service_request_id')).toBe('12345678901234567890')
    const [text = {}] = readRows(String.raw`[{"description":"a \"001\" b, 007","service_request_id":"x"}]`)
    expect(wordOf(text, 'description')).toBe('a "001" b, 007')
  })

  test.each(['true', '"true"'])('C2: the boolean %s is true', (written) => {
    expect(wordOf(readRows(`[{"metadata":${written}}]`)[0] ?? {}, 'metadata')).toBe('true')
  })

  test.each(['293944', '"293944"'])('C3: the id %s is text', (written) => {
    expect(idsIn(`[{"service_request_id":${written}}]`)).toEqual(['293944'])
  })

  test.each([
    ['a bare list', '[{"service_request_id":"1"}]'],
    ['an object alone (Miami-Dade)', '{"service_request_id":"1"}'],
    ['a wrapped list (FixMyStreet)', '{"service_requests":[{"service_request_id":"1"}]}'],
    ['a wrapped object', '{"service_requests":{"request":{"service_request_id":"1"}}}'],
    ['a full record (uReport)', '[{"service_request_id":"1","status":"open","attributes":[{"code":"a"}]}]'],
    ['a null beside it (codefornl)', '[{"service_request_id":1,"account_id":null}]'],
    ['a byte order mark', '\ufeff[{"service_request_id":"1"}]'],
  ])('C4: %s is one row', (_, body) => {
    expect(idsIn(body)).toEqual(['1'])
  })

  test('C4: an empty list is no row, in every wrapping', () => {
    for (const body of ['[]', '{"services":[]}', xml('<service_requests/>'), xml('<a><b></b></a>')])
      expect(readRows(body)).toEqual([])
  })

  test.each([
    ['a list', '[{"code":400,"description":"Falta el lugar"}]', 'Falta el lugar'],
    ['an object (codefornl)', '{"type":"error","code":403,"message":"Clave no válida"}', 'Clave no válida'],
    ['XML', xml('<errors><error><code>400</code><description>Falta</description></error></errors>'), 'Falta'],
    ['a web page', '<html><body><script>alert(1)</script></body></html>', undefined],
    ['half a web page', '<h1>Not found<p>', undefined],
    ['nothing', '', undefined],
    ['markup in words', '[{"description":"<b onclick=x>No</b>"}]', ' b onclick=x No /b '],
  ])('C5: the reason in %s', (_, body, reason) => {
    expect(reasonIn(body)).toBe(reason)
  })

  test.each(['request', 'service_request', 'service_requests'])(
    'C7: a row is a row, though its element is named %s',
    (name) => {
      const row = `<${name}><service_request_id>7</service_request_id><status/></${name}>`
      expect(idsIn(xml(`<service_requests>${row}${row}</service_requests>`))).toEqual(['7', '7'])
    },
  )

  test('C7: nested lists, other roots and the word null are seen through', () => {
    const receipt = '<service_request_id>7</service_request_id><account_id>null</account_id>'
    const body = `<service_requests><service_requests>${receipt}</service_requests></service_requests>`
    const [row = {}] = readRows(xml(body))
    expect(wordOf(row, 'service_request_id')).toBe('7')
    expect(wordOf(row, 'account_id')).toBeUndefined()
    expect(idsIn(`<r xmlns="http://wiki.open311.org/GeoReport_v2"><x>${receipt}</x></r>`)).toEqual(['7'])
  })

  test('a document that explodes or reads files is refused, like any DOCTYPE', () => {
    expect(() => readRows('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')).toThrow(
      'DOCTYPE',
    )
    expect(() => readRows(`${'<a>'.repeat(50)}x${'</a>'.repeat(50)}`)).toThrow('nested')
  })

  test('whatever comes, it is rows or a refusal to read, never another fault', () => {
    const bodies = oneof(
      string({ unit: 'binary' }),
      json(),
      string().map((text) => `<a>${text}</a>`),
    )
    assert(
      property(bodies, (body) => {
        expect(['rows', 'damaged']).toContain(readingOf(body))
        expect(reasonIn(body) ?? '').not.toMatch(/[<>]/)
      }),
    )
  })
})

test('every text that XML can say survives the way there and back, CR and LF too', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const sayable = text
        .toWellFormed()
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      expect(parseXml(toXml('a', text)).text).toBe(sayable)
    }),
    { numRuns: 500, examples: [['\u2028'], ['\u2029'], ['\u0085'], ['\r\u0085'], ['\r\n']] },
  )
})

describe('statuses', () => {
  test.each([
    ['open', 'open'],
    ['OPEN', 'open'],
    ['Investigating', 'open'],
    ['in progress', 'open'],
    ['action-scheduled', 'open'],
    ['reopen', 'open'],
    ['fixed', 'closed'],
    ['DUPLICATE', 'closed'],
    ['not_councils_responsibility', 'closed'],
    ['cancelled', 'closed'],
    ['no_further_action', 'closed'],
    ['closed', 'closed'],
    ['unchanged', undefined],
    ['constructor', undefined],
    ['waiting for parts', undefined],
  ])('%s means %s here', (word, status) => {
    expect(fromRemote(word).status).toBe(status)
  })

  test('a word that nobody foresaw is shown as it came', () => {
    expect(fromRemote('waiting for parts').words).toBe('waiting for parts')
  })

  test('ours go out in capitals', () => {
    expect([toRemote('open'), toRemote('closed')]).toEqual(['OPEN', 'CLOSED'])
  })
})
