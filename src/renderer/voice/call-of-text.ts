import type { CallSession } from './call-session.ts'
import type { HeardText } from './exchange-line.ts'

/**
 * Which call a line of text belongs to: the one it came in, else the one with whoever wrote it, else the only one
 * (an exchange that relays as itself names neither). Undefined where that would be a guess.
 */
export function callOfText(calls: readonly CallSession[], heard: HeardText): CallSession | undefined {
  const talking = calls.filter(({ session }) => session.isEstablished())
  const inDialog = talking.find(({ session }) => session.id.startsWith(heard.sipCallId))
  const byName = talking.filter(({ session }) => session.remote_identity.uri.user === heard.from)
  if (inDialog) return inDialog
  if (byName.length === 1) return byName[0]
  return talking.length === 1 ? talking[0] : undefined
}
