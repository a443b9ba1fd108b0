import { request, response, sound, type Torture } from './words.ts'

/** Strange and allowed (RFC 4475 §3.1.1): most desks never meet them, none may fall over them. */
export const wellFormed: readonly Torture[] = [
  {
    name: 'wsinv: folded lines, odd spaces, short field names in odd case',
    section: '3.1.1.1',
    say: ({ target, mark }) =>
      [
        `INVITE ${target} SIP/2.0`,
        `TO :\r\n <${target}>`,
        `fRoM: "Caller \\"on the\\" line"   <sip:0991110001@torture.invalid>\t;\r\n  tag = ${mark}`,
        'MaX-fOrWaRdS: 0068',
        `i: ${mark}`,
        'cseq: 0009\r\n  INVITE',
        `V : SIP / 2.0 / WS  torture.invalid ;branch = z9hG4bK${mark}`,
        'Subject:',
        'NewFangledHeader:   newfangled value\r\n  continued newfangled value',
        'UnknownHeaderWithUnusualValue: ;;,,;;,;',
        'm:"Quoted string \\"\\"" <sip:torture@torture.invalid;transport=ws> ; newparam = newvalue ; q = 0.33',
        `c: application/sdp`,
        `l: ${sound.length}`,
        '',
        sound,
      ].join('\r\n'),
  },
  {
    name: 'intmeth: a method of every character that a token may have',
    section: '3.1.1.2',
    say: (victim) => request("!interesting-Method0123456789_*+`.%indeed'~", victim),
  },
  {
    name: 'esc01: escaped letters in the addresses',
    section: '3.1.1.3',
    say: (victim) =>
      request('INVITE', victim, { From: `<sip:I%20have%20spaces@torture.invalid>;tag=${victim.mark}` }),
  },
  {
    name: 'escnull: an escaped null in the addresses',
    section: '3.1.1.4',
    say: (victim) =>
      request('OPTIONS', victim, { From: `<sip:null-%00-null@torture.invalid>;tag=${victim.mark}` }),
  },
  {
    name: 'esc02: a percent sign that escapes nothing, in a method',
    section: '3.1.1.5',
    say: (victim) => request('RE%47IST%45R', victim),
  },
  {
    name: 'lwsdisp: no space between the name and the address',
    section: '3.1.1.6',
    say: (victim) =>
      request('OPTIONS', victim, { From: `caller<sip:caller@torture.invalid>;tag=${victim.mark}` }),
  },
  {
    name: 'longreq: everything longer than anybody expects',
    section: '3.1.1.7',
    say: (victim) =>
      request('INVITE', victim, {
        From: `"${'I have a very long name. '.repeat(80)}" <sip:${'long'.repeat(200)}@torture.invalid>;tag=${victim.mark};${'unknown'.repeat(60)}=${'v'.repeat(500)}`,
        'X-IVR-Data': 'summary='.padEnd(20_000, 'a'),
        'X-Queue': 'q'.repeat(4_000),
        [`Unknown-${'Long'.repeat(120)}`]: 'u'.repeat(2_000),
      }),
  },
  {
    name: 'dblreq: a second request behind the first in one frame',
    section: '3.1.1.8',
    say: (victim) =>
      request('OPTIONS', victim) + request('INVITE', { ...victim, mark: `${victim.mark}second` }),
  },
  {
    name: 'semiuri: semicolons in the user part',
    section: '3.1.1.9',
    say: (victim) =>
      request('OPTIONS', victim, {
        From: `<sip:user;par=u%40torture.invalid@torture.invalid>;tag=${victim.mark}`,
      }),
  },
  {
    name: 'transports: ways that nobody has heard of',
    section: '3.1.1.10',
    say: (victim) =>
      request('OPTIONS', victim, {
        Via: `SIP/2.0/UDP a.invalid;branch=z9hG4bKa${victim.mark}, SIP/2.0/SCTP b.invalid;branch=z9hG4bKb${victim.mark}, SIP/2.0/UNKNOWN c.invalid;branch=z9hG4bKc${victim.mark}`,
      }),
  },
  {
    name: 'mpart01: a text in two parts, one of them bytes',
    section: '3.1.1.11',
    say: (victim) => {
      const body =
        '--b\r\nContent-Type: text/plain\r\n\r\nHola\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n\u0000\u0001\u00ff\r\n--b--'
      return request('MESSAGE', victim, { 'Content-Type': 'multipart/mixed;boundary=b' }, { body })
    },
  },
  {
    name: 'unreason: an answer in letters of many scripts',
    section: '3.1.1.12',
    say: (victim) => response('SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое', victim),
  },
  {
    name: 'noreason: an answer without words',
    section: '3.1.1.13',
    say: (victim) => response('SIP/2.0 100 ', victim),
  },
]
