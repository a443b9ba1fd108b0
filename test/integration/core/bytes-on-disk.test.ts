import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../../scripts/ensure.mjs'
import { startBackend, type RunningBackend } from '../../../src/backend/backend.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { filesUnder, findPlanted, plantedPeople, type PlantedDay } from '../../support/planted-day.ts'
import { quietLog } from '../../support/quiet-host.ts'

const people = plantedPeople(30)
let folder: string
let backend: RunningBackend
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-bytes-'))
  backend = await startBackend({
    cityId: 'quito',
    packFolder: 'assets/packs/quito',
    database: { kind: 'pglite' },
    signIn: 'choose',
    port: 0,
    exchange: logOnlyExchange(quietLog),
    softphoneAccount: () => anaSession.softphone,
    seed: people.map((person, index) => {
      const citizenId = `01KAB000000000000000000${String(index).padStart(3, '0')}`
      const doc = { citizenId, name: person.name, phones: [person.phone], updatedAt: '2026-11-01T10:00:00Z' }
      return { entity: 'citizen', id: citizenId, doc: { ...doc, document: person.document } }
    }),
    log: quietLog,
  })
})
afterAll(async () => {
  await backend.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The folder is also where the process stands and where it may put temporary files and its last words. */
async function work(end: PlantedDay['end']): Promise<string> {
  const own = join(folder, end)
  const temporary = join(own, 'tmp')
  mkdirSync(temporary, { recursive: true })
  const day: PlantedDay = { folder: own, backendUrl: backend.url, people, end }
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'test/support/work-a-day.ts'), JSON.stringify(day)],
    { cwd: own, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: temporary } },
  )
  const said: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  child.stdout.once('data', () => child.kill('SIGKILL'))
  await new Promise((ended) => child.once('close', ended))
  writeFileSync(join(own, 'standard-error.txt'), Buffer.concat(said))
  return own
}

describe('no byte of a citizen lies in plain text on the disk', () => {
  test.each([
    {
      what: 'after a day and a power cut, in the cache, its write-ahead log, the log or temporary files',
      end: 'waits',
    },
    { what: 'after a fault that nobody caught', end: 'throws' },
    { what: 'after the process aborted', end: 'aborts' },
  ] as const)('$what', async ({ end }) => {
    const own = await work(end)
    const files = filesUnder(own).map((file) => basename(file))
    expect(files).toEqual(expect.arrayContaining(['cache.db', 'cache.db-wal', 'desk.log']))
    expect(statSync(join(own, 'cache.db-wal')).size).toBeGreaterThan(100_000)
    expect(findPlanted(own, people)).toEqual([])
  })

  test('and the search finds a word in any of the forms it may lie in', () => {
    const own = join(folder, 'proof')
    mkdirSync(own)
    const [person] = people
    writeFileSync(join(own, 'clear'), `x${person?.document}x`)
    writeFileSync(join(own, 'wide'), Buffer.from(`x${person?.name}x`, 'utf16le'))
    writeFileSync(join(own, 'json'), JSON.stringify({ address: person?.address }))
    writeFileSync(join(own, 'digits'), person?.phone.slice(1) ?? '')
    expect(
      findPlanted(own, people)
        .map(({ file, what }) => `${file} ${what}`)
        .toSorted(),
    ).toEqual(['clear document', 'digits phone', 'json address', 'wide name'])
  })
})
