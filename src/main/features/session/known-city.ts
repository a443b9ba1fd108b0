import { CityInfo } from '../../../shared/backend-api.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { Remembered } from '../../db/remembered.ts'
import type { Clock, Log } from '../../shell.ts'
import type { RenewingBackend } from '../../sync/renewing-backend.ts'

const cityName = 'city'
/** The sign-in screen asks again after every change; the backend need not be. */
const freshMs = 2_000

/** What the backend says of the city to whoever has not signed in yet; the last word is kept for a day offline. */
export interface KnownCity {
  info(): CityInfo | undefined
  /** Whether the backend answered when it was asked last. */
  reachable(): boolean
  ask(): Promise<void>
  /** Beside what is shown already; announced where it brought something new. */
  refresh(): void
}

export function createKnownCity(deps: {
  backend: Pick<RenewingBackend, 'city'>
  remembered: Remembered
  clock: Clock
  log: Log
  onChanged: () => void
}): KnownCity {
  const { backend, remembered, clock, log } = deps
  let city = remembered.read(cityName, CityInfo)
  let reachable = true
  let refreshing = false
  let refreshedAt = 0

  async function ask(): Promise<void> {
    try {
      city = await backend.city()
      reachable = true
      remembered.write(cityName, city)
    } catch (error) {
      if (!(error instanceof DeskError)) throw error
      reachable = false
    }
  }

  async function askAgain(): Promise<void> {
    const before = JSON.stringify([city, reachable])
    refreshing = true
    try {
      await ask()
    } finally {
      refreshing = false
      refreshedAt = clock.now()
    }
    if (JSON.stringify([city, reachable]) !== before) deps.onChanged()
  }

  return {
    info: () => city,
    reachable: () => reachable,
    ask,
    refresh() {
      if (refreshing || clock.now() - refreshedAt < freshMs) return
      askAgain().catch((error: unknown) => log.error('city not refreshed', { error: String(error) }))
    },
  }
}
