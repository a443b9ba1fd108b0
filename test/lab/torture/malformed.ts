import { request, response, type Torture } from './words.ts'

/** Against the grammar (RFC 4475 §3.1.2). */
export const malformed: readonly Torture[] = [
  {
    name: 'badinv01: separators with nothing between them',
    section: '3.1.2.1',
    say: (victim) =>
      request('INVITE', victim, {
        Via: `SIP/2.0/WS torture.invalid;branch=z9hG4bK${victim.mark};;,;,,`,
        Contact: '"Joe" <sip:joe@torture.invalid>;;;;',
      }),
  },
  {
    name: 'clerr: a length beyond what comes',
    section: '3.1.2.2',
    say: (victim) => request('INVITE', victim, { 'Content-Length': '9999' }),
  },
  {
    name: 'ncl: a negative length',
    section: '3.1.2.3',
    say: (victim) => request('INVITE', victim, { 'Content-Length': '-999' }),
  },
  {
    name: 'scalar02: numbers that fit nowhere, in a request',
    section: '3.1.2.4',
    say: (victim) =>
      request('OPTIONS', victim, {
        CSeq: '36893488147419103232 OPTIONS',
        'Max-Forwards': '300',
        Expires: '1'.padEnd(120, '0'),
      }),
  },
  {
    name: 'scalarlg: numbers that fit nowhere, in an answer',
    section: '3.1.2.5',
    say: (victim) =>
      response('SIP/2.0 503 Service Unavailable', victim, {
        CSeq: '9292394834772304023312 OPTIONS',
        'Retry-After': '949302838503028349304023988',
        Warning: '1812 overture "In Progress"',
      }),
  },
  {
    name: 'quotbal: a quotation that never ends',
    section: '3.1.2.6',
    say: (victim) =>
      request('INVITE', victim, { From: `"Mr. J. User <sip:j@torture.invalid>;tag=${victim.mark}` }),
  },
  {
    name: 'ltgtruri: brackets around the address of the request',
    section: '3.1.2.7',
    say: (victim) => request('INVITE', victim, {}, { line: `INVITE <${victim.target}> SIP/2.0` }),
  },
  {
    name: 'lwsruri: a space within the address',
    section: '3.1.2.8',
    say: (victim) => request('INVITE', victim, {}, { line: `INVITE ${victim.target}; lr SIP/2.0` }),
  },
  {
    name: 'lwsstart: more than one space between the words of the first line',
    section: '3.1.2.9',
    say: (victim) => request('INVITE', victim, {}, { line: `INVITE  ${victim.target}  SIP/2.0` }),
  },
  {
    name: 'trws: spaces behind the first line',
    section: '3.1.2.10',
    say: (victim) => request('OPTIONS', victim, {}, { line: `OPTIONS ${victim.target} SIP/2.0  ` }),
  },
  {
    name: 'escruri: header fields in the address of the request',
    section: '3.1.2.11',
    say: (victim) =>
      request('INVITE', victim, {}, { line: `INVITE ${victim.target}?Route=%3Csip:a.invalid%3E SIP/2.0` }),
  },
  {
    name: 'baddate: a date of no calendar',
    section: '3.1.2.12',
    say: (victim) => request('OPTIONS', victim, { Date: 'Fri, 01 Jan 2010 16:00:00 EST' }),
  },
  {
    name: 'badaspec: spaces within an address',
    section: '3.1.2.14',
    say: (victim) => request('OPTIONS', victim, { To: `"Watson, Thomas" < ${victim.target} >` }),
  },
  {
    name: 'baddn: a name with characters that have to be quoted',
    section: '3.1.2.15',
    say: (victim) =>
      request('OPTIONS', victim, {
        From: `Bell, Alexander <sip:a.g.bell@torture.invalid>;tag=${victim.mark}`,
      }),
  },
  {
    name: 'badvers: another version of the protocol',
    section: '3.1.2.16',
    say: (victim) => request('OPTIONS', victim, {}, { line: `OPTIONS ${victim.target} SIP/7.0` }),
  },
  {
    name: 'mismatch01: another method in the CSeq',
    section: '3.1.2.17',
    say: (victim) => request('OPTIONS', victim, { CSeq: '8 INVITE' }),
  },
  {
    name: 'mismatch02: an unknown method, and another one in the CSeq',
    section: '3.1.2.18',
    say: (victim) => request('NEWMETHOD', victim, { CSeq: '8 INVITE' }),
  },
  {
    name: 'bigcode: an answer of a class that there is not',
    section: '3.1.2.19',
    say: (victim) => response('SIP/2.0 4294967301 better not break the receiver', victim),
  },
]

/** Within the grammar and against the sense (RFC 4475 §3.2 to §3.4), and bytes that are no text. */
export const senseless: readonly Torture[] = [
  {
    name: 'badbranch: the cookie of a branch and nothing behind it',
    section: '3.2.1',
    say: (victim) => request('OPTIONS', victim, { Via: 'SIP/2.0/WS torture.invalid;branch=z9hG4bK' }),
  },
  {
    name: 'insuf: the fields that every request has are missing',
    section: '3.3.1',
    say: (victim) => request('INVITE', victim, { 'Call-ID': null, From: null, To: null }),
  },
  {
    name: 'unkscm: an address of an unknown kind',
    section: '3.3.2',
    say: (victim) =>
      request('OPTIONS', victim, {}, { line: 'OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0' }),
  },
  {
    name: 'unksm2: addresses of unknown kinds in the fields',
    section: '3.3.4',
    say: (victim) =>
      request('INVITE', victim, {
        From: `<name:John_Smith>;tag=${victim.mark}`,
        Contact: '<name:John_Smith>',
      }),
  },
  {
    name: 'bext01: something is required that nobody has',
    section: '3.3.5',
    say: (victim) =>
      request('OPTIONS', victim, {
        Require: 'nothingSupportsThis, nothingSupportsThisEither',
        'Proxy-Require': 'noProxiesSupportThis',
      }),
  },
  {
    name: 'invut: a call whose body is of an unknown kind',
    section: '3.3.6',
    say: (victim) =>
      request(
        'INVITE',
        victim,
        { 'Content-Type': 'application/unknownformat' },
        { body: '<audio><codec/></audio>' },
      ),
  },
  {
    name: 'multi01: fields twice that may be there once',
    section: '3.3.8',
    say: (victim) =>
      request('INVITE', victim, {
        'From ': `<sip:other@torture.invalid>;tag=other`,
        'CSeq ': '59 INVITE',
        'Call-ID ': 'another-name',
        'Max-Forwards ': '5',
      }),
  },
  {
    name: 'mcl01: two lengths',
    section: '3.3.9',
    say: (victim) => request('OPTIONS', victim, { 'Content-Length': '5', 'Content-Length ': '10' }),
  },
  {
    name: 'bcast: an answer on its way through nowhere',
    section: '3.3.10',
    say: (victim) =>
      response('SIP/2.0 200 OK', victim, {
        Via: `SIP/2.0/WS 192.0.2.198;branch=z9hG4bK${victim.mark}, SIP/2.0/UDP 255.255.255.255;branch=z9hG4bKsaid`,
      }),
  },
  {
    name: 'zeromf: no hop left',
    section: '3.3.11',
    say: (victim) => request('OPTIONS', victim, { 'Max-Forwards': '0' }),
  },
  {
    name: 'sdp01: no way of sound that anybody knows',
    section: '3.3.15',
    say: (victim) =>
      request('INVITE', victim, { Accept: 'text/nobodyKnowsThis' }, { body: 'v=0\r\nm=nonsense\r\n' }),
  },
  {
    name: 'inv2543: a call as of the first standard, without branch and tag',
    section: '3.4.1',
    say: (victim) =>
      request('INVITE', victim, {
        Via: 'SIP/2.0/WS torture.invalid',
        From: '<sip:old@torture.invalid>',
        'Max-Forwards': null,
      }),
  },
  {
    name: 'bytes that are no UTF-8, and a null',
    section: 'beside RFC 4475',
    say: (victim) =>
      Buffer.concat([
        Buffer.from(request('OPTIONS', victim).trimEnd()),
        Buffer.from('\r\nX-Bytes: ', 'latin1'),
        Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
        Buffer.from('\r\n\r\n'),
      ]),
  },
  { name: 'nothing but ends of lines', section: 'beside RFC 4475', say: () => '\r\n\r\n\r\n\r\n' },
  {
    name: 'a word of nobody',
    section: 'beside RFC 4475',
    say: () => 'GET / HTTP/1.1\r\nHost: torture.invalid\r\n\r\n',
  },
]
