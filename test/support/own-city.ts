import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serveOn, type RunningBackend } from '../../src/backend/backend.ts'
import { writeRecords, type RecordWrite } from '../../src/backend/changes/change-log.ts'
import { pressBundles } from '../../src/backend/publishing/bundles.ts'
import { newSigningKey } from '../../src/backend/publishing/signing-key.ts'
import { isPublished } from '../../src/shared/domain/publishing/record.ts'
import { openDatabase } from '../../src/backend/database/open.ts'
import { loadCallers, type Caller } from '../../src/demo/citizens/caller.ts'
import { systemClock } from '../../src/demo/clock.ts'
import { startExchange, type Exchange } from '../../src/demo/exchange/exchange.ts'
import { seedOf } from '../../src/demo/seed.ts'
import { Session, paths, type SoftphoneAccount } from '../../src/shared/backend-api.ts'
import { anyHour } from './any-hour.ts'
import { layLine, type CuttableLine } from './cuttable-line.ts'

const assets = resolve(import.meta.dirname, '..', '..', 'assets')

/** The team lead of Quito's pack. */
const leadId = 'patricia-cevallos'

/** Of the one unit of Quito's pack that can be rung. */
const unitPhone = '1800 24 24 24'

/** A backend and an exchange in the hand of a test, each behind a cable that it can pull out. */
export interface OwnCity {
  /** For `VENTANILLA_POLICY`. */
  readonly policyFile: string
  /** A copy of the city's pack, read by the backend when it starts. */
  readonly packFolder: string
  readonly backendCable: CuttableLine
  readonly exchangeCable: CuttableLine
  readonly exchange: Exchange
  /** Keys of the telephone that the exchange heard, in order. */
  readonly tones: string[]
  /** What the exchange and the backend noted, as IT would read it. */
  readonly notes: { message: string; facts: Record<string, unknown> | undefined }[]
  /** One of the demo's callers with what the test changes in him. */
  call(key: string, change?: Partial<Caller>): { externalCallId: string }
  /** What the backend hands out as telephone account from now on. */
  changeAccount(change: (account: SoftphoneAccount) => SoftphoneAccount): void
  /** A record as it stands in the database, past every check of the backend. */
  sendDown(record: RecordWrite): Promise<void>
  /** Asks the backend past the cable, as the team lead: what he would read, do or carry away on a stick. */
  askAsLead(path: string, init?: { method: 'POST'; body: unknown }): Promise<unknown>
  /** The day before every visit is now. */
  makeRemindersDue(): Promise<void>
  /** Starts the backend again on the same database, with what stands in the pack folder now. */
  restartBackend(): Promise<void>
  close(): Promise<void>
}

export async function openOwnCity(): Promise<OwnCity> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-city-'))
  const demoFolder = join(assets, 'demo', 'quito')
  const packFolder = join(folder, 'pack')
  cpSync(join(assets, 'packs', 'quito'), packFolder, { recursive: true })
  const callers = loadCallers(demoFolder)
  const tones: string[] = []
  const notes: OwnCity['notes'] = []
  const note = (message: string, facts?: Record<string, unknown>): void => {
    notes.push({ message, facts })
    if (message === 'A key was heard.') tones.push(String(facts?.['tone']))
  }
  const log = { info: note, warn: note, error: note }

  const exchange = await startExchange({
    port: 0,
    clock: systemClock,
    log,
    priorityOf: () => 5,
    callers,
    phones: [unitPhone],
    mediaAddresses: [],
  })
  const exchangeCable = await layLine(exchange.url)
  let change = (account: SoftphoneAccount): SoftphoneAccount => account
  const database = await openDatabase({ kind: 'pglite' }, systemClock, log)
  const signingKey = newSigningKey()
  const openBackend = (port: number): Promise<RunningBackend> =>
    serveOn(database, {
      cityId: 'quito',
      packFolder,
      signIn: 'choose',
      port,
      exchange,
      softphoneAccount: (agent) =>
        change({ ...exchange.account(agent), sockets: [{ url: exchangeCable.url, weight: 0 }] }),
      seed: seedOf(demoFolder, systemClock.now()),
      signingKey,
      log,
    })
  let backend = await openBackend(0)
  const backendCable = await layLine(backend.url)
  const policyFile = join(folder, 'policy.json')
  writeFileSync(
    policyFile,
    JSON.stringify({
      backend: { url: backendCable.url.replace('ws:', 'http:') },
      wrapUpSeconds: 120,
      knowledge: { keys: [signingKey.publicKey] },
      // This site's own numbers: its agents answer call after call.
      rules: { ...anyHour, 'F-GAP': { settings: { seconds: 0 } } },
    }),
  )

  return {
    policyFile,
    packFolder,
    backendCable,
    exchangeCable,
    exchange,
    tones,
    notes,
    call(key, changed = {}) {
      const caller = callers.find((each) => each.key === key)
      if (!caller) throw new Error(`No caller is named ${key}.`)
      return exchange.call({ ...caller, ...changed })
    },
    changeAccount: (wanted) => void (change = wanted),
    sendDown: (record) =>
      database.db.transaction().execute(async (trx) => {
        const at = new Date(systemClock.now())
        if (!isPublished(record.entity)) return await writeRecords(trx, [record], at)
        await pressBundles(trx, { cityId: 'quito', key: signingKey }, at, [record])
      }),
    async askAsLead(path, asked) {
      const say = async (to: string, init?: RequestInit): Promise<unknown> =>
        (await fetch(new URL(to, backend.url), init)).json()
      const { token } = Session.parse(
        await say(paths.session, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ agentId: leadId }),
        }),
      )
      const authorization = `Bearer ${token}`
      if (!asked) return await say(path, { headers: { authorization } })
      const headers = { authorization, 'content-type': 'application/json' }
      return await say(path, { method: asked.method, headers, body: JSON.stringify(asked.body) })
    },
    async makeRemindersDue() {
      await database.db.updateTable('notices').set({ due_at: new Date(), taken_until: null }).execute()
    },
    async restartBackend() {
      const port = Number(new URL(backend.url).port)
      await backend.close()
      backend = await openBackend(port)
    },
    async close() {
      await backendCable.close()
      await exchangeCable.close()
      await exchange.close()
      await backend.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
