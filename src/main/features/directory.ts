import type { Colleague } from '../../shared/backend-api.ts'
import type { Unit } from '../../shared/domain/catalogue.ts'
import { extensionOf } from '../../shared/domain/dial-target.ts'
import type { LinePresence, Voicemail } from '../../shared/domain/telephony.ts'
import type { HandlersOf } from '../feature.ts'

export interface Directory {
  readonly handlers: HandlersOf<'directory'>
  open(colleagues: readonly Colleague[]): void
  close(): void
  /** Other units may be in it. */
  catalogueChanged(): void
  presenceChanged(line: string, state: LinePresence): void
  voicemailChanged(counted: Voicemail): void
  /** The line to the exchange is down: what it said of others is not true any more. */
  forget(): void
}

/** Who can be asked and how their lines are, as the exchange tells it. In memory only: tomorrow it is different. */
export function createDirectory(deps: {
  units: () => readonly Unit[]
  /** Asks the exchange about these lines and no others. */
  watch: (lines: readonly string[]) => void
  onChanged: () => void
}): Directory {
  const states = new Map<string, LinePresence>()
  let colleagues: readonly Colleague[] | undefined
  let watched = ''
  let voicemail: Voicemail | null = null

  function watchThem(): void {
    if (!colleagues) return
    const units = deps.units().flatMap(({ phone = '' }) => extensionOf(phone) ?? [])
    const lines = [...new Set([...colleagues.map(({ line }) => line), ...units])]
    if (lines.join(' ') === watched) return
    watched = lines.join(' ')
    deps.watch(lines)
  }

  return {
    handlers: {
      'directory.get': () => ({
        colleagues: (colleagues ?? []).map((each) => ({ ...each, state: states.get(each.line) ?? null })),
        units: deps.units().flatMap(({ phone = '' }) => {
          const line = extensionOf(phone)
          return line === undefined ? [] : [{ phone, state: states.get(line) ?? null }]
        }),
        voicemail,
      }),
    },
    open(known) {
      colleagues = known
      watchThem()
      deps.onChanged()
    },
    close() {
      colleagues = undefined
      watched = ''
      voicemail = null
      states.clear()
      deps.onChanged()
    },
    catalogueChanged: watchThem,
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
