/** A name-addr of From, To, Contact, Refer-To (RFC 3261 §20.10). */
export interface SipAddress {
  readonly displayName: string
  readonly uri: string
  /** Parameters behind the `>`; a flag has the value `''`. Names in lower case. */
  readonly parameters: Readonly<Record<string, string>>
}

const quotedName = /^"((?:[^"\\]|\\.)*)"/s

/** Undefined where no address can be read. Looks at each character once: the text comes from strangers. */
export function parseAddress(value: string): SipAddress | undefined {
  const text = value.trim()
  const quoted = quotedName.exec(text)
  const from = quoted?.[0].length ?? 0
  const open = text.indexOf('<', from)
  if (open < 0) return quoted ? undefined : bareAddress(text)
  const close = text.indexOf('>', open)
  const between = text.slice(from, open).trim()
  if (close < 0 || between.includes('"') || (quoted && between !== '')) return undefined
  return {
    displayName: quoted ? (quoted[1] ?? '').replace(/\\(.)/gs, '$1') : between,
    uri: text.slice(open + 1, close).trim(),
    parameters: parseParameters(text.slice(close + 1)),
  }
}

/** Without brackets, parameters belong to the header and not to the URI (RFC 3261 §20.10). */
function bareAddress(text: string): SipAddress | undefined {
  const [uri = '', ...rest] = text.split(';')
  if (uri === '' || /[\s>"]/.test(uri)) return undefined
  return { displayName: '', uri, parameters: parseParameters(rest.join(';')) }
}

/** The display name is always quoted: any text of any citizen is safe between the quotes. */
export function formatAddress(address: SipAddress): string {
  const name =
    address.displayName === '' ? '' : `"${address.displayName.replace(/["\\]/g, String.raw`\$&`)}" `
  const parameters = Object.entries(address.parameters)
    .map(([key, text]) => (text === '' ? `;${key}` : `;${key}=${text}`))
    .join('')
  return `${name}<${address.uri}>${parameters}`
}

/** Names one end of a dialog in From and To (RFC 3261 §19.3); undefined before the other end has answered. */
export function tagOf(value: string | undefined): string | undefined {
  return value === undefined ? undefined : parseAddress(value)?.parameters['tag']
}

/** The user part of a SIP or tel URI, percent-decoded; undefined where there is none. */
export function userOf(uri: string): string | undefined {
  const user = /^(?:sips?:([^@]+)@|tel:([^;]+))/i.exec(uri)
  const text = user?.[1] ?? user?.[2]
  if (text === undefined) return undefined
  try {
    return decodeURIComponent(text.split(/[:;]/)[0] ?? '')
  } catch {
    return undefined
  }
}

/** A telephone number as people write it, made fit for a SIP URI (RFC 3261 §25.1: user). */
export function sipUri(user: string, domain: string): string {
  return `sip:${encodeURIComponent(user).replaceAll('%2B', '+')}@${domain}`
}

/** `;a=1;b` and `a=1,b="2"` alike; the last of a name wins. */
export function parseParameters(text: string, separator: ';' | ',' = ';'): Record<string, string> {
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>
  const part =
    separator === ';'
      ? /([^\s;=]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*)))?/g
      : /([^\s,=]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*)))?/g
  for (const found of text.matchAll(part)) {
    const key = (found[1] ?? '').toLowerCase()
    parameters[key] = found[2] ?? (found[3] ?? '').trim()
  }
  return parameters
}
