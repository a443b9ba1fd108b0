import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { startBackend } from '../backend/backend.ts'
import { readPack } from '../backend/pack/read-pack.ts'
import { AccountSettings } from '../backend/sign-in/account/settings.ts'
import { openSigningKey } from '../backend/publishing/signing-key.ts'
import type {
  DemoRequestName,
  DemoRequests,
  DemoThreadStart,
  FromDemoThread,
  ToDemoThread,
} from '../shared/demo-thread.ts'
import { DeskError, toDeskError } from '../shared/errors.ts'
import { startArrivals } from './citizens/arrivals.ts'
import { loadCallers } from './citizens/caller.ts'
import { systemClock } from './clock.ts'
import { startExchange } from './exchange/exchange.ts'
import { startIssuer, type DemoIssuer } from './issuer/issuer.ts'
import { keepLine, readLine } from './kept-line.ts'
import type { Log } from './log.ts'
import { seedOf } from './seed.ts'

/**
 * The demo city, a thread of its own: exchange, citizens and the embedded backend. The one file that knows
 * both sides; speech and SRTP here never make the desk's core wait.
 */
const host = parentPort
if (!host) throw new DeskError('internal', 'The demo city runs as a worker thread.')
const say = (message: FromDemoThread) => host.postMessage(message, [])
const start = workerData as DemoThreadStart
const log: Log = {
  info: (message, facts) => say({ kind: 'log', level: 'info', message, ...(facts && { facts }) }),
  warn: (message, facts) => say({ kind: 'log', level: 'warn', message, ...(facts && { facts }) }),
  error: (message, facts) => say({ kind: 'log', level: 'error', message, ...(facts && { facts }) }),
}

const demoFolder = join(start.assetsFolder, 'demo', start.cityId)
const packFolder = join(start.assetsFolder, 'packs', start.cityId)
const callers = loadCallers(demoFolder)
const { pack } = await readPack(packFolder)
const priorities = new Map(pack.queues.map(({ queueId, priority }) => [queueId, priority]))

const line = readLine(start.dataFolder)
const exchange = await startExchange({
  ...line,
  clock: systemClock,
  log,
  priorityOf: (queue) => priorities.get(queue) ?? 0,
  callers,
  phones: [...pack.units.flatMap(({ phone }) => phone ?? []), '911', '112'],
  names: [...pack.queues.map(({ queueId }) => queueId), ...pack.agents.map(({ agentId }) => agentId)],
  mediaAddresses: start.mediaAddresses,
})
keepLine(start.dataFolder, { ...line, port: Number(new URL(exchange.url).port) })
for (const agent of pack.agents) exchange.account(agent)
const issuer =
  start.signIn === 'account'
    ? await startIssuer({
        log,
        // Somebody whom the account service knows and the centre does not.
        people: [...pack.agents, { agentId: 'visita', name: 'Persona de otra oficina', role: 'none' }],
      })
    : undefined
const backend = await startBackend({
  cityId: start.cityId,
  packFolder,
  database: {
    kind: 'pglite',
    ...(start.dataFolder === undefined ? {} : { folder: join(start.dataFolder, 'backend') }),
  },
  ...(issuer ? { signIn: 'account', account: accountSettingsOf(issuer) } : { signIn: 'choose' }),
  port: 0,
  exchange,
  softphoneAccount: (agent) => exchange.account(agent),
  seed: seedOf(demoFolder, systemClock.now()),
  ...(start.dataFolder === undefined
    ? {}
    : { signingKey: await openSigningKey(join(start.dataFolder, 'signing-key.json')) }),
  log,
})
const arrivals = startArrivals({
  clock: systemClock,
  seed: start.seed,
  callsPerMinute: start.callsPerMinute,
  callers,
  onTheLine: () => new Set(exchange.report().flatMap((call) => (call.ended ? [] : [call.citizenKey]))),
  call: (caller) => exchange.call(caller),
})

type Answers = {
  [M in DemoRequestName]: (
    input: DemoRequests[M]['input'],
  ) => DemoRequests[M]['output'] | Promise<DemoRequests[M]['output']>
}
const answers: Answers = {
  citizens: () => callers.map(({ key, name, number, reason }) => ({ key, name, number, reason })),
  callMe({ key }) {
    const caller = callers.find((each) => each.key === key)
    if (!caller) throw new DeskError('not-found', `No citizen named ${key}.`)
    return exchange.call(caller)
  },
  report: () => exchange.report(),
  async close() {
    arrivals.stop()
    await exchange.close()
    await backend.close()
    await issuer?.close()
    return null
  },
}

/** The demo's groups are named as our roles. */
function accountSettingsOf({ issuer: address, clientId }: DemoIssuer): AccountSettings {
  const groups = { agent: ['agent'], 'team-lead': ['team-lead'], administrator: ['administrator'] }
  return AccountSettings.parse({ issuer: address, clientId, roles: { claim: 'groups', groups } })
}

host.on('message', (message: ToDemoThread) => void answer(message))
say({ kind: 'ready', backendUrl: backend.url, exchangeUrl: exchange.url, publicKey: backend.publicKey })

async function answer({ id, method, input }: ToDemoThread): Promise<void> {
  try {
    const output: unknown = await answers[method](input as never)
    say({ kind: 'reply', id, ok: true, output })
  } catch (thrown) {
    const { code, message } = toDeskError(thrown)
    if (code === 'internal') log.error('The demo city failed.', { method, error: String(thrown) })
    say({ kind: 'reply', id, ok: false, code, message })
  }
  if (method === 'close') host?.close()
}
