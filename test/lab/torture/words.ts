/** Whom a torturing message is for, and what makes it one of a kind. */
export interface Victim {
  /** The address that the desk registered: `sip:…`. */
  readonly target: string
  /** Different for each message: branch, tag and Call-ID carry it. */
  readonly mark: string
}

/** One message that the desk must outlive; named as RFC 4475 names what it tries. */
export interface Torture {
  readonly name: string
  readonly section: string
  say(victim: Victim): string | Buffer
}

export const sound = [
  'v=0',
  'o=torture 7 7 IN IP4 198.51.100.7',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 0',
  'c=IN IP4 198.51.100.7',
  'a=rtpmap:0 PCMU/8000',
  '',
].join('\r\n')

/** A whole request, of which a case says what is strange: a field given here replaces the decent one, null leaves it out. */
export function request(
  method: string,
  { target, mark }: Victim,
  strange: Readonly<Record<string, string | null>> = {},
  { body = method === 'INVITE' ? sound : '', line = `${method} ${target} SIP/2.0` } = {},
): string {
  const fields: Record<string, string | null> = {
    Via: `SIP/2.0/WS torture.invalid;branch=z9hG4bK${mark}`,
    'Max-Forwards': '69',
    From: `<sip:0991110000@torture.invalid>;tag=${mark}`,
    To: `<${target}>`,
    'Call-ID': mark,
    CSeq: `9 ${method}`,
    Contact: '<sip:torture@torture.invalid;transport=ws>',
    ...(body === '' ? {} : { 'Content-Type': 'application/sdp' }),
    'Content-Length': String(Buffer.byteLength(body)),
    ...strange,
  }
  return [line, ...linesOf(fields), '', body].join('\r\n')
}

/** A response to something that the desk never asked, unless a case says otherwise. */
export function response(
  line: string,
  { mark }: Victim,
  strange: Readonly<Record<string, string | null>> = {},
): string {
  return [
    line,
    ...linesOf({
      Via: `SIP/2.0/WS torture.invalid;branch=z9hG4bK${mark}`,
      From: `<sip:1001@lab.test>;tag=${mark}`,
      To: '<sip:1001@lab.test>;tag=far',
      'Call-ID': mark,
      CSeq: '9 INVITE',
      'Content-Length': '0',
      ...strange,
    }),
    '',
    '',
  ].join('\r\n')
}

function linesOf(fields: Readonly<Record<string, string | null>>): string[] {
  return Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
}
