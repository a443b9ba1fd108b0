import type { Colleague } from '../../shared/backend-api.ts'
import type { LinePresence, Voicemail } from '../../shared/domain/telephony.ts'
import type { HandlersOf } from '../feature.ts'

export interface Directory {
  readonly handlers: HandlersOf<'directory'>
  open(colleagues: readonly Colleague[]): void
  close(): void
  presenceChanged(line: string, state: LinePresence): void
  voicemailChanged(counted: Voicemail): void
  /** The line to the exchange is down: what it said of others is not true any more. */
  forget(): void
}

/** Who can be asked and how their lines are, as the exchange tells it. In memory only: tomorrow it is different. */
export function createDirectory(deps: { onChanged: () => void }): Directory {
  const states = new Map<string, LinePresence>()
  let colleagues: readonly Colleague[] = []
  let voicemail: Voicemail | null = null
  return {
    handlers: {
      'directory.get': () => ({
        colleagues: colleagues.map((each) => ({ ...each, state: states.get(each.line) ?? null })),
        voicemail,
      }),
    },
    open(known) {
      colleagues = known
      deps.onChanged()
    },
    close() {
      colleagues = []
      voicemail = null
      states.clear()
      deps.onChanged()
    },
    presenceChanged(line, state) {
      if (states.get(line) === state) return
      states.set(line, state)
      deps.onChanged()
    },
    voicemailChanged(counted) {
      voicemail = counted
      deps.onChanged()
    },
    forget() {
      if (states.size === 0) return
      states.clear()
      deps.onChanged()
    },
  }
}
