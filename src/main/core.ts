import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { voiceOnlyEvents, type EventName } from '../shared/contract.ts'
import { serveDesk, type Handlers, type PageRole, type ServedPage } from '../shared/serve.ts'
import type { Port } from '../shared/wire.ts'
import { cacheCondition, shutHandlers } from './cache-condition.ts'
import { CacheClosed, stateAfter } from './db/faults.ts'
import { createCheckpoints, type Checkpoints } from './db/checkpoints.ts'
import { formerCopies } from './db/former-copies.ts'
import { changeKey, damagedMark, openCache, type Db } from './db/open.ts'
import { createCacheRows } from './db/rows.ts'
import { salvageOutboxes } from './db/salvage.ts'
import type { DemoCity } from './demo-city.ts'
import { createDeskKeys } from './desk-keys.ts'
import type { Announce } from './feature.ts'
import { createFeatures, type Features } from './features.ts'
import type { OwnShiftTime } from './features/shifts/shift-clock.ts'
import type { Policy } from './policy.ts'
import type { Clock, Log, Shell } from './shell.ts'
import { createDeviceKey } from './sign-in/device-key.ts'
import { httpBackend, type BackendClient } from './sync/backend-client.ts'
import { removeCacheFiles } from './wipe-folder.ts'

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
  /**
   * The entry of the thread that keeps the cache's log short, where the host was built: its source otherwise. `null`
   * leaves the log to the core itself: a clock that a test drives waits for no real thread.
   */
  checkpointThread?: URL | null
}

export interface Core {
  readonly handlers: Handlers
  /** A page at the other end of this port. A second voice page takes over from the first. */
  attach(port: Port, role: PageRole): void
  /** Ends mid-write safely: stops sync, lets the running transaction end, closes the cache. */
  close(): Promise<void>
}

const cacheFile = 'cache.db'

/**
 * The desk without a host: opens the cache, joins the features, serves the pages. A cache that cannot be opened
 * is told on the screen in place of the desk; only a secret store that refuses is thrown, for the host to tell.
 */
export async function createCore(deps: CoreDeps): Promise<Core> {
  const { shell, clock, log } = deps
  const backend = deps.backend ?? httpBackend(deps.policy.backend.url)
  const keys = await createDeskKeys({ secrets: shell.secrets, clock, backend })
  const deviceKey = createDeviceKey(shell.secrets)
  const pages = new Set<ServedPage>()
  const announce = announcer((name, payload) => {
    for (const page of pages) if (mayHear(page.role, name)) page.emit(name, payload)
  })
  const file = join(shell.dataFolder, cacheFile)
  const copies = formerCopies(file, clock.now)
  const copiesGone = (files: string[]) => {
    if (files.length > 0) log.info('copies of the cache from before an update were removed', { files })
  }
  const condition = cacheCondition(() => announce('cache.changed', {}))
  let work = await openWork().catch((cause: unknown) => {
    if (!(cause instanceof CacheClosed)) throw cause
    log.error('the cache cannot be opened', { state: cause.state })
    condition.shut(cause.state)
    return undefined
  })
  if (condition.view().state === 'wiped') await wipe()

  async function openWork(): Promise<Work> {
    const { key, older } = await keys.open()
    const opened = openCache(file, key, clock.now, older)
    const checkpoints =
      deps.checkpointThread === null
        ? undefined
        : createCheckpoints({
            db: opened.db,
            file,
            key,
            threadUrl: deps.checkpointThread ?? new URL('./db/checkpoint-thread.ts', import.meta.url),
            log,
          })
    const rows = createCacheRows(opened.db, checkpoints)
    if (opened.setAside) log.error('the cache could not be read and was put aside', opened.setAside)
    condition.opened(rows.remembered, opened.setAside, salvageOutboxes(opened.db, file, [key, ...older]))
    copiesGone(copies.dropOld())
    const features = createFeatures({
      ...deps,
      rows,
      db: opened.db,
      announce,
      newId: () => ulid(clock.now()),
      cache: condition.handlers,
      keys,
      deviceKey,
      async rekey(next) {
        const change = () => {
          changeKey(opened.db, file, next)
          return next
        }
        if (checkpoints) await checkpoints.alone(change)
        else change()
      },
      allSent: () => copiesGone(copies.dropAll()),
      wipe: () => void wipe().catch((error: unknown) => log.error('the wipe failed', facts(error))),
      backend,
    })
    return { db: opened.db, checkpoints, features }
  }

  /** The key first: were the plug pulled now, what is left would be noise. */
  async function wipe(): Promise<void> {
    const ending = work
    work = undefined
    condition.shut('wiped')
    const unsent = ending?.features.unsent() ?? 0
    await keys.destroy()
    await deviceKey.destroy()
    const keyDestroyedAt = new Date(clock.now()).toISOString()
    await ending?.features.stop()
    await ending?.checkpoints?.stop()
    ending?.db.close()
    const files = removeCacheFiles(shell.dataFolder, cacheFile)
    const filesDestroyedAt = new Date(clock.now()).toISOString()
    log.warn('this desk was wiped by order of the city', { files, unsent })
    await keys
      .tellWiped({ keyDestroyedAt, filesDestroyedAt, files, unsent })
      .catch((error: unknown) => log.warn('the wipe could not be told', facts(error)))
  }

  const shut = shutHandlers(condition)
  const handlers = passOn(() => work?.features.handlers ?? shut)
  const stopPower = shell.onPower((event) => {
    if (event === 'resume') work?.features.awake()
    if (event === 'lock') work?.features.hide()
  })
  work?.features.start()

  /** A fault of the disk is told as what it is, and a damaged file is put aside at the next start. */
  function report(error: unknown): void {
    log.error('a request failed', facts(error))
    const state = stateAfter(error)
    if (state === undefined) return
    if (state === 'damaged') writeFileSync(damagedMark(file), '', { mode: 0o600 })
    condition.suffered(state)
  }

  return {
    handlers,
    attach(port, role) {
      const page = serveDesk(port, role, handlers, report)
      if (role === 'voice') for (const older of pages) if (older.role === 'voice') older.close()
      pages.add(page)
      port.onClose(() => {
        pages.delete(page)
        const lastVoice = role === 'voice' && ![...pages].some((one) => one.role === 'voice')
        if (lastVoice) work?.features.softphone.voicePageGone()
      })
    },
    async close() {
      stopPower()
      const ending = work
      work = undefined
      await ending?.features.stop().catch(report)
      for (const page of pages) page.close()
      await ending?.checkpoints?.stop()
      if (ending) closeCache(ending.db)
    },
  }
}

interface Work {
  db: Db
  checkpoints: Checkpoints | undefined
  features: Features
}

/** Asks whoever is in charge at the moment: the features, or what is left without a cache. */
function passOn(current: () => Handlers): Handlers {
  const names = Object.keys(current()) as (keyof Handlers)[]
  const entries = names.map((name) => [
    name,
    (input: never, caller: { role: PageRole }) => (current()[name] as Handle)(input, caller),
  ])
  return Object.fromEntries(entries) as Handlers
}
type Handle = (input: never, caller: { role: PageRole }) => unknown

export type { Features }

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
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

function facts(error: unknown): Record<string, unknown> {
  return error instanceof Error ? { error: error.message, stack: error.stack } : { error: String(error) }
}
