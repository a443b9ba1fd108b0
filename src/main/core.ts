import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { voiceOnlyEvents, type EventName } from '../shared/contract.ts'
import { serveDesk, type Handlers, type PageRole, type ServedPage } from '../shared/serve.ts'
import type { Port } from '../shared/wire.ts'
import { openCache, type Db } from './db/open.ts'
import { createCacheRows } from './db/rows.ts'
import type { DemoCity } from './demo-city.ts'
import type { Announce } from './feature.ts'
import { createFeatures, type Features } from './features.ts'
import type { OwnShiftTime } from './features/shifts/shift-clock.ts'
import type { Policy } from './policy.ts'
import type { Clock, Log, SecretStore, Shell } from './shell.ts'
import { httpBackend, type BackendClient } from './sync/backend-client.ts'

export interface CoreDeps {
  shell: Shell
  clock: Clock
  log: Log
  policy: Policy
  demo?: DemoCity
  /** A shift that runs on a clock of its own, in a demo city only. */
  shiftTime?: OwnShiftTime
  /** Over HTTP unless a test brings its own. */
  backend?: BackendClient
}

export interface Core {
  readonly handlers: Handlers
  /** A page at the other end of this port. A second voice page takes over from the first. */
  attach(port: Port, role: PageRole): void
  /** Ends mid-write safely: stops sync, lets the running transaction end, closes the cache. */
  close(): Promise<void>
}

const cacheFile = 'cache.db'
const keyName = 'cache-key'
const deskName = 'desk-id'

/**
 * The desk without a host: opens the cache, joins the features, serves the pages.
 * Throws `DeskError` when the cache cannot be opened; the host tells what to do.
 */
export async function createCore(deps: CoreDeps): Promise<Core> {
  const { shell, clock, log } = deps
  const key = await cacheKey(shell.secrets)
  const { db, quarantined } = openCache(join(shell.dataFolder, cacheFile), key, clock.now)
  if (quarantined !== undefined)
    log.error('the cache could not be read and was put aside', { file: quarantined })

  const pages = new Set<ServedPage>()
  const announce = announcer((name, payload) => {
    for (const page of pages) if (mayHear(page.role, name)) page.emit(name, payload)
  })
  const features = createFeatures({
    ...deps,
    rows: createCacheRows(db),
    db,
    announce,
    newId: () => ulid(clock.now()),
    deskId: await deskIdentity(shell.secrets, clock),
    backend: deps.backend ?? httpBackend(deps.policy.backend.url),
  })
  const stopPower = shell.onPower((event) => {
    if (event === 'resume') features.awake()
    if (event === 'lock') features.hide()
  })
  features.start()

  return {
    handlers: features.handlers,
    attach(port, role) {
      const page = serveDesk(port, role, features.handlers, (error) =>
        log.error('a request failed', facts(error)),
      )
      if (role === 'voice') for (const older of pages) if (older.role === 'voice') older.close()
      pages.add(page)
      port.onClose(() => {
        pages.delete(page)
        const lastVoice = role === 'voice' && ![...pages].some((one) => one.role === 'voice')
        if (lastVoice) features.softphone.voicePageGone()
      })
    },
    async close() {
      stopPower()
      await features.stop()
      for (const page of pages) page.close()
      closeCache(db)
    },
  }
}

export type { Features }

/** A random raw key, made once; whoever has the file but not the host's secret store has noise. */
async function cacheKey(secrets: SecretStore): Promise<Buffer> {
  const kept = await secrets.read(keyName)
  if (kept !== undefined) return Buffer.from(kept, 'base64')
  const key = randomBytes(32)
  await secrets.write(keyName, key.toString('base64'))
  return key
}

/** This machine as the city knows it; outlives the cache, so that a new cache is still the same desk. */
async function deskIdentity(secrets: SecretStore, clock: Clock): Promise<string> {
  const kept = await secrets.read(deskName)
  if (kept !== undefined) return kept
  const made = ulid(clock.now())
  await secrets.write(deskName, made)
  return made
}

/**
 * Says the same thing once, however many features say it in one turn: every announcement makes a page ask
 * again. Commands for the voice page are not news but orders: at once, each one, in order.
 */
function announcer(emit: Announce): Announce {
  const pending = new Map<string, () => void>()
  return (name, payload) => {
    if (name === 'voice.execute') return emit(name, payload)
    if (pending.size === 0)
      void Promise.resolve().then(() => {
        const due = [...pending.values()]
        pending.clear()
        for (const tell of due) tell()
      })
    pending.set(`${name} ${JSON.stringify(payload)}`, () => emit(name, payload))
  }
}

function mayHear(role: PageRole, name: EventName): boolean {
  return voiceOnlyEvents.has(name) ? role === 'voice' : true
}

function closeCache(db: Db): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

function facts(error: unknown): Record<string, unknown> {
  return error instanceof Error ? { error: error.message, stack: error.stack } : { error: String(error) }
}
