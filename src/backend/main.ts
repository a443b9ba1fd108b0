import { text } from 'node:stream/consumers'
import type { Agent } from '../shared/domain/agent.ts'
import { DeskError } from '../shared/errors.ts'
import { startBackend } from './backend.ts'
import { systemClock } from './clock.ts'
import { afterRestore } from './database/after-restore.ts'
import { backUpEmbedded, restoreEmbedded } from './database/embedded-backup.ts'
import { openDatabase } from './database/open.ts'
import { amiExchange } from './exchange/ami/ami-exchange.ts'
import { readExchangeFile, withoutAccount, type ExchangeSettings } from './exchange/exchange-file.ts'
import { logOnlyExchange } from './exchange/log-only-exchange.ts'
import { readOpen311File } from './open311/settings.ts'
import { pinoLog } from './pino-log.ts'
import { openSigningKey, rotateSigningKey } from './publishing/signing-key.ts'
import { readSitePolicy } from './schedules/site-policy.ts'
import { readSettings, type Settings } from './settings.ts'
import { readAccountFile } from './sign-in/account/settings.ts'
import { readAgent } from './sign-in/agents.ts'
import { setPassword } from './sign-in/passwords.ts'

const log = pinoLog()
const shortestPassword = 10
const longestPassword = 200

async function serve(settings: Settings): Promise<void> {
  if (!settings.exchangeFile)
    log.warn('VENTANILLA_EXCHANGE_FILE is not set: nobody has a telephone account, so nobody can sign in')
  const { accountOf, ami }: ExchangeSettings = settings.exchangeFile
    ? await readExchangeFile(settings.exchangeFile)
    : { accountOf: noAccounts, ami: undefined }
  const exchange = ami && amiExchange(ami, { clock: systemClock, log })
  const signingKey = await openSigningKey(settings.signingKeyFile)
  const backend = await startBackend({
    ...settings,
    signingKey,
    ...(settings.accountFile === undefined
      ? { signIn: 'password' }
      : { signIn: 'account', account: await readAccountFile(settings.accountFile) }),
    exchange: exchange ?? logOnlyExchange(log),
    softphoneAccount: accountOf,
    open311: settings.open311File === undefined ? undefined : await readOpen311File(settings.open311File),
    sitePolicy: settings.policyFile === undefined ? {} : await readSitePolicy(settings.policyFile),
    log,
  })
  console.log(`Backend of ${settings.cityId} listens on ${backend.url}`)
  console.log(`Desks pin this key for knowledge: ${backend.publicKey}`)
  let closing: Promise<void> | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      closing ??= backend.close().finally(() => exchange?.close())
    })
}

function noAccounts(agent: Agent): never {
  throw withoutAccount(agent)
}

/** Reads the password from standard input, never from the command line, where every process can see it. */
async function takePassword(settings: Settings, agentId: string): Promise<void> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password.length < shortestPassword || password.length > longestPassword)
    throw new DeskError(
      'invalid-input',
      `A password has ${shortestPassword} to ${longestPassword} characters. Nothing was changed.`,
    )
  const { db, close } = await openDatabase(settings.database, systemClock, log)
  try {
    if (!(await readAgent(db, agentId)))
      throw new DeskError(
        'not-found',
        `No agent is named ${agentId}. Start the backend once so that it reads the pack.`,
      )
    await setPassword(db, agentId, password, new Date())
  } finally {
    await close()
  }
  console.log(`Password of ${agentId} set.`)
}

/** For the embedded database; a PostgreSQL is backed up by its own tools (docs/operating.md). */
function embeddedFolder({ database }: Settings): string {
  if (database.kind === 'pglite' && database.folder !== undefined) return database.folder
  throw new DeskError('invalid-input', 'PostgreSQL is backed up by pg_dump: see docs/operating.md.')
}

async function goOnAfterRestore(settings: Settings): Promise<void> {
  const { db, close } = await openDatabase(settings.database, systemClock, log)
  try {
    const { records } = await afterRestore(db)
    console.log(`Restored with ${records} records. Desks read everything anew, and everybody signs in again.`)
  } finally {
    await close()
  }
}

async function rotateKey({ signingKeyFile, cityId }: Settings): Promise<void> {
  const { before, after } = await rotateSigningKey(signingKeyFile, cityId, new Date())
  console.log(`The key ${before} announced the key ${after}. Start the backend again to sign with it.`)
  console.log('Desks follow by themselves. Pin the new key in their policy, then revoke the old one there.')
}

try {
  const settings = readSettings(process.env)
  const [command, named] = process.argv.slice(2)
  if (command === undefined) await serve(settings)
  else if (command === 'password' && named !== undefined) await takePassword(settings, named)
  else if (command === 'back-up' && named !== undefined) await backUpEmbedded(embeddedFolder(settings), named)
  else if (command === 'restore' && named !== undefined) {
    await restoreEmbedded(embeddedFolder(settings), named)
    await goOnAfterRestore(settings)
  } else if (command === 'after-restore' && named === undefined) await goOnAfterRestore(settings)
  else if (command === 'rotate-key' && named === undefined) await rotateKey(settings)
  else
    throw new DeskError(
      'invalid-input',
      'Use: npm run backend, or npm run backend -- password AGENT, rotate-key, back-up FILE, restore FILE or after-restore',
    )
} catch (error) {
  if (!(error instanceof DeskError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
