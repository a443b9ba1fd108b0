import { createHash, timingSafeEqual } from 'node:crypto'
import type { Open311ServerSettings } from '../settings.ts'

/**
 * The name of the program whose key was sent, or undefined. Every key is compared, each in the same time, so
 * that the answer's delay tells nothing about any of them.
 */
export function createKeyring(keys: Open311ServerSettings['keys']): (sent: string) => string | undefined {
  const known = keys.map(({ name, key }) => ({ name, print: printOf(key) }))
  return (sent) => {
    const print = printOf(sent)
    return known.filter((each) => timingSafeEqual(each.print, print))[0]?.name
  }
}

function printOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
