import type { z } from 'zod'
import type { SetPresence } from '../../../shared/backend-api.ts'
import { toDeskError } from '../../../shared/errors.ts'
import type { Log } from '../../shell.ts'

/** The agent's presence as the backend hears it. */
export type ToldPresence = z.infer<typeof SetPresence>

/**
 * One at a time and only the latest: on a slow line an older presence must not arrive after a newer. What a backend
 * out of reach did not hear is told when it is back; the exchange would else offer this desk nothing.
 */
export interface TellPresence {
  tell(presence: ToldPresence): void
  /** The backend can be reached again. */
  tellUntold(): void
  /** Nobody sits here any more. */
  forget(): void
}

export function createTellPresence(deps: {
  tell: (token: string, presence: ToldPresence) => Promise<void>
  token: () => string | undefined
  log: Log
}): TellPresence {
  let toTell: ToldPresence | undefined
  let telling: Promise<void> | undefined

  function takeUntold(): { untold: ToldPresence; token: string } | undefined {
    const untold = toTell
    toTell = undefined
    const token = deps.token()
    return untold && token !== undefined ? { untold, token } : undefined
  }

  async function tellAll(): Promise<void> {
    for (let told = takeUntold(); told; told = takeUntold()) {
      const { untold, token } = told
      const failed = await deps.tell(token, untold).then(() => undefined, toDeskError)
      if (!failed) continue
      deps.log.warn('presence not told', { code: failed.code })
      if (failed.code !== 'unavailable') continue
      toTell ??= untold
      return
    }
  }

  function tellUntold(): void {
    telling ??= tellAll().finally(() => {
      telling = undefined
    })
  }

  return {
    tell(presence) {
      toTell = presence
      tellUntold()
    },
    tellUntold,
    forget() {
      toTell = undefined
    },
  }
}
