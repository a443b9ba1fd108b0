import { fork, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from '../../../scripts/ensure.mjs'
import { serveOn, type RunningBackend } from '../../../src/backend/backend.ts'
import { systemClock } from '../../../src/backend/clock.ts'
import { openDatabase, type OpenDatabase } from '../../../src/backend/database/open.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { waitFor } from '../../support/wait-for.ts'

let folder: string
let database: OpenDatabase
let backend: RunningBackend
let child: ChildProcess | undefined
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-killed-'))
  database = await openDatabase({ kind: 'pglite' }, systemClock, quietLog)
  backend = await serveOn(database, {
    cityId: 'quito',
    packFolder: 'assets/packs/quito',
    signIn: 'choose',
    port: 0,
    exchange: logOnlyExchange(quietLog),
    softphoneAccount: () => anaSession.softphone,
    log: quietLog,
  })
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await backend.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function desk(task: 'begin' | 'resume'): ChildProcess {
  child = fork(
    join(root, 'test', 'support', 'attaching-desk.ts'),
    [folder, backend.url, 'ana-guaman', task],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  return child
}
/** What it says next; a desk that ends in trouble fails the test at once. */
const said = async (from: ChildProcess): Promise<{ sha256?: string }> => {
  const ended = once(from, 'exit').then(() => Promise.reject(new Error('The desk ended.')))
  const [word] = (await Promise.race([once(from, 'message'), ended])) as [{ sha256?: string }]
  ended.catch(() => undefined)
  return word
}
const arrived = async () =>
  (await database.db.selectFrom('attachment_parts').select('part').execute()).map(({ part }) => part)

test('a desk that is killed in the middle of a photograph sends the rest of it, once, and it is whole', async () => {
  const first = desk('begin')
  await said(first)
  await waitFor('some pieces', async () => (await arrived()).length >= 5, { withinMs: 30_000, everyMs: 5 })
  const gone = once(first, 'exit')
  first.kill('SIGKILL')
  await gone
  const before = await arrived()
  expect(before.length).toBeLessThan(40)

  const second = desk('resume')
  const { sha256 } = await said(second)
  const kept = await database.db.selectFrom('attachments').selectAll().execute()
  expect(kept).toHaveLength(1)
  const content = Buffer.from(kept[0]?.content ?? [])
  expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
  expect(await arrived()).toEqual([])
})
