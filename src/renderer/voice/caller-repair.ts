const longestName = 256

/**
 * Quotes and cuts the caller's name of an INVITE. JsSIP drops a whole INVITE whose From it cannot parse
 * (`José <sip:…>`, `<b>Ana</b> <sip:…>`, a control character), and a dropped INVITE is a citizen who rings
 * for ever. The URI and the tag, which identify the dialog (RFC 3261 §12.1), stay untouched.
 */
export function repairCaller(message: string): string {
  if (!message.startsWith('INVITE ')) return message
  const headEnd = message.indexOf('\r\n\r\n')
  const head = headEnd < 0 ? message : message.slice(0, headEnd)
  const from = /\r\n(From|f)[ \t]*:[ \t]*([^\r\n]*)/i.exec(head)
  if (!from || from[2] === undefined) return message
  const address = /<sips?:[^<>\s]*>[^<>]*$/i.exec(from[2])
  if (!address) return message
  const name = nameOf(from[2].slice(0, address.index))
  const repaired = `\r\nFrom: ${name === '' ? '' : `"${name}" `}${address[0]}`
  return message.slice(0, from.index) + repaired + message.slice(from.index + from[0].length)
}

/** The display name as the inside of a quoted string (RFC 3261 §25.1), cut. */
function nameOf(written: string): string {
  const trimmed = written.trim()
  const quoted = /^"(.*)"$/s.exec(trimmed)
  const plain = quoted ? (quoted[1] ?? '').replace(/\\(.)/gs, '$1') : trimmed
  return plain
    .slice(0, longestName)
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .replace(/["\\]/g, '\\$&')
}
