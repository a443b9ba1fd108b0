import type { Change, SoftphoneAccount } from '../shared/backend-api.ts'
import type { Agent } from '../shared/domain/agent.ts'
import type { CityId } from '../shared/domain/basics.ts'
import { DeskError } from '../shared/errors.ts'
import { createApp } from './app.ts'
import { keepAppointments } from './appointments/keeper.ts'
import { readCity } from './city.ts'
import { systemClock, type Clock } from './clock.ts'
import { openDatabase, type DatabaseChoice, type OpenDatabase, type StopListening } from './database/open.ts'
import { watchDesks, type DeskPatience } from './exchange/desk-watch.ts'
import type { ExchangeAdapter } from './exchange/exchange-adapter.ts'
import { isLoopback } from './http/gate.ts'
import { createRateLimit, type RateLimits } from './http/rate-limit.ts'
import { sharedRateLimits } from './http/shared-rate-limit.ts'
import { importPack, importSeed } from './import-pack.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics/metrics.ts'
import { storeRoutes } from './open311/client/deliveries.ts'
import { countWaiting } from './open311/client/waiting.ts'
import { forgetForms } from './open311/client/forms.ts'
import { startForwarder, type Forwarder } from './open311/client/forwarder.ts'
import { createGeoReport } from './open311/client/georeport.ts'
import type { Open311Settings } from './open311/settings.ts'
import { readPack } from './pack/read-pack.ts'
import { pressIfOutdated, type Press } from './publishing/bundles.ts'
import { startClockwork } from './publishing/clockwork.ts'
import { newSigningKey, type SigningKey } from './publishing/signing-key.ts'
import { createPokes } from './poke/pokes.ts'
import { storeSitePolicy, type SitePolicy } from './schedules/site-policy.ts'
import type { AccountSettings } from './sign-in/account/settings.ts'
import { createSessions } from './sign-in/sessions.ts'
import { startUnitIntake } from './units/unit-intake.ts'

export interface BackendOptions {
  cityId: CityId
  packFolder: string
  database: DatabaseChoice
  /**
   * `choose` lets an agent be picked without a password: only for the demo, only on loopback. `account` is the
   * city's own account service, named in `account`.
   */
  signIn: 'choose' | 'password' | 'account'
  account?: AccountSettings | undefined
  /** Loopback unless told otherwise: a proxy that ends TLS stands before it. */
  host?: string
  /** 0 = any free port. */
  port: number
  exchange: ExchangeAdapter
  /** How long a desk may be silent before its agent is paused, and signed out; 30 s and 300 s unless told otherwise. */
  patience?: DeskPatience | undefined
  softphoneAccount: (agent: Agent) => SoftphoneAccount
  /** Sample records of a demo (citizens, contacts, cases): only where nothing stands under their id. */
  seed?: Change[]
  /** What other programs may see and file here, and where cases are sent on to. */
  open311?: Open311Settings | undefined
  /** What IT tells the desks about rules; none where a demo or a test says nothing. */
  sitePolicy?: SitePolicy
  /** Signs the city's knowledge; without one a key that ends with this process, as a database in memory does. */
  signingKey?: SigningKey
  /** Whoever collects figures for Prometheus sends it; without one they are not served. */
  metricsToken?: string | undefined
  /** How often who may ask; counted in this process alone unless told otherwise. */
  limits?: RateLimits
  log: Log
  clock?: Clock
}

export interface RunningBackend {
  readonly url: string
  /** The public key that desks pin. */
  readonly publicKey: string
  /** Lets running requests finish, then closes sockets and the database. */
  readonly close: () => Promise<void>
}

/**
 * The municipal backend, complete and listening when this resolves. Throws `forbidden` for a demo sign-in that
 * the network could reach, `damaged` without any sound city.json, `conflict` for another city's database,
 * `unavailable` where the database or the port cannot be had.
 */
export async function startBackend(options: BackendOptions): Promise<RunningBackend> {
  const database = await openDatabase(options.database, options.clock ?? systemClock, options.log)
  try {
    const { clock = systemClock } = options
    // Only there can other copies serve the same agents.
    const limits = options.database.kind === 'postgres' ? sharedRateLimits(database.db, clock) : undefined
    const { url, publicKey, close } = await serveOn(database, { ...(limits && { limits }), ...options })
    return {
      url,
      publicKey,
      async close() {
        await close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The same on a database that is open already and stays open. */
export async function serveOn(
  { db, listen, pool }: OpenDatabase,
  options: Omit<BackendOptions, 'database'>,
): Promise<RunningBackend> {
  const { log, clock = systemClock, host = '127.0.0.1' } = options
  if (options.signIn === 'choose' && !isLoopback(host))
    throw new DeskError('forbidden', 'Choosing an agent without a password is for this machine alone.')
  const intake = startUnitIntake({ db, clock, log })
  const metrics = createMetrics({
    clock,
    pool,
    desks: () => pokes.count(),
    deliveries: () => countWaiting(db),
  })
  const pokes = createPokes(clock, metrics.poked)
  const watch = watchDesks({
    db,
    clock,
    log,
    exchange: options.exchange,
    heard: pokes.heard,
    onChanged: pokes.changed,
    ...(options.patience && { patience: options.patience }),
  })
  const sessions = createSessions(db, clock)
  const press: Press = { cityId: options.cityId, key: options.signingKey ?? newSigningKey() }
  const clockwork = startClockwork({ db, press, clock, log })
  const appointments = keepAppointments({ db, clock, log })
  const app = await createApp({
    ...options,
    db,
    clock,
    log,
    metrics,
    pokes,
    press,
    limits: options.limits ?? ((_name, rate) => createRateLimit(rate, clock.now)),
    sessions,
    open311Server: options.open311?.server,
  })

  let forwarders: Forwarder[] = []
  let stopListening: StopListening = () => Promise.resolve()

  async function close(): Promise<void> {
    await app.close()
    await watch.close()
    await stopListening()
    await intake.close()
    await clockwork.close()
    await appointments.close()
    await Promise.all(forwarders.map((forwarder) => forwarder.close()))
  }

  try {
    const at = new Date(clock.now())
    await importPack(db, await readPack(options.packFolder), at, log, options.sitePolicy?.ruleProfile)
    await importSeed(db, options.seed ?? [], at, log)
    const city = await readCity(db)
    if (city.cityId !== options.cityId)
      throw new DeskError('conflict', `Asked for ${options.cityId}, but this is ${city.cityId}.`)
    await storeSitePolicy(db, options.sitePolicy ?? {})
    await pressIfOutdated(db, press, at)
    const destinations = options.open311?.destinations ?? []
    await storeRoutes(db, destinations)
    await forgetForms(db, destinations, at)
    forwarders = destinations.map((destination) =>
      startForwarder({ db, clock, log, destination, georeport: createGeoReport({ destination, clock }) }),
    )
    stopListening = await listen({
      changed() {
        sessions.changed()
        pokes.changed()
        intake.wake()
        clockwork.wake()
        for (const forwarder of forwarders) forwarder.wake()
      },
      sessionsEnded(tokenHashes) {
        sessions.changed()
        for (const tokenHash of tokenHashes) pokes.closeSession(tokenHash)
      },
    })
    intake.wake()
    clockwork.wake()
    for (const forwarder of forwarders) forwarder.wake()
    const url = await app.listen({ host, port: options.port }).catch((cause: unknown) => {
      throw new DeskError('unavailable', `Port ${options.port} on ${host} cannot be had.`, { cause })
    })
    log.info('backend listens', { url, city: city.cityId, signIn: options.signIn })
    return { url, publicKey: press.key.publicKey, close }
  } catch (error) {
    await close()
    throw error
  }
}
