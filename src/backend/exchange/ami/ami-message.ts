import { DeskError } from '../../../shared/errors.ts'

/** What Asterisk says in one block: `Event` or `Response` and the fields that go with it. */
export type AmiMessage = Readonly<Record<string, string>>

/** Longer than any list entry; a stream without a blank line is not Asterisk. */
const largestBlock = 64 * 1024

/**
 * Cuts the stream into blocks. Of a field that comes twice (`Variable`) the last stays; the greeting line has
 * no colon and falls away. Throws `damaged` for a stream that is no AMI.
 */
export function amiReader(): (text: string) => AmiMessage[] {
  let unread = ''
  return (text) => {
    const blocks = (unread + text).split('\r\n\r\n')
    unread = blocks.pop() ?? ''
    if (unread.length > largestBlock) throw new DeskError('damaged', 'What answers is not Asterisk’s AMI.')
    return blocks.map(readBlock)
  }
}

function readBlock(block: string): AmiMessage {
  return Object.fromEntries(
    block.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':')
      return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()]]
    }),
  )
}

/** An action as AMI reads it. A line break inside a value would begin a field of the value's own: `invalid-input`. */
export function writeAction(action: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ Action: action, ...fields }).map(([name, value]) => {
    if (/[\r\n\0]/.test(value))
      throw new DeskError('invalid-input', `${action}: ${name}: must be a single line.`)
    return `${name}: ${value}\r\n`
  })
  return `${lines.join('')}\r\n`
}
