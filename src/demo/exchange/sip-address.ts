/** A name-addr of From, To, Contact, Refer-To (RFC 3261 §20.10). */
export interface SipAddress {
  readonly displayName: string
  readonly uri: string
  /** Parameters behind the `>`; a flag has the value `''`. Names in lower case. */
  readonly parameters: Readonly<Record<string, string>>
}

const nameAddress = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*<([^>]*)>(.*)$/s

/** Undefined where no address can be read. */
export function parseAddress(value: string): SipAddress | undefined {
  const found = nameAddress.exec(value)
  if (found) {
    const displayName = found[1] === undefined ? (found[2] ?? '').trim() : found[1].replace(/\\(.)/gs, '$1')
    return { displayName, uri: (found[3] ?? '').trim(), parameters: parseParameters(found[4] ?? '') }
  }
  const [uri = '', ...rest] = value.trim().split(';')
  if (uri === '' || /[\s<>"]/.test(uri)) return undefined
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
