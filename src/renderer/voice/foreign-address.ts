/** Of these an answer is a copy (RFC 3261 §8.2.6.2), in their long and short forms. */
const copied = /^(via|v|from|f|to|t|call-id|i|cseq)[ \t]*:/i
const request = /^([A-Z]+) ([^ \r\n]+) SIP\/2\.0\r\n/

/**
 * The answer to a request for an address of a kind that no telephone has (RFC 4475 §3.3.2), undefined for any other
 * message. JsSIP throws at one instead of answering 416, as RFC 3261 §8.2.2.1 wants. An ACK is never answered.
 */
export function answerToForeignAddress(message: string): { text: string | undefined } | undefined {
  const asked = request.exec(message)
  const [, method = '', address = ''] = asked ?? []
  if (!asked || /^sips?:/i.test(address)) return undefined
  if (method === 'ACK') return { text: undefined }
  const head = message.split('\r\n\r\n', 1)[0] ?? ''
  // A line that begins with a space goes on with the one before.
  const lines = head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .filter((line) => copied.test(line))
  return { text: ['SIP/2.0 416 Unsupported URI Scheme', ...lines, 'Content-Length: 0', '', ''].join('\r\n') }
}
