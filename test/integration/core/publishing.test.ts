import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackend, type RunningBackend } from '../../../src/backend/backend.ts'
import { logOnlyExchange } from '../../../src/backend/exchange/log-only-exchange.ts'
import { createCore, type Core } from '../../../src/main/core.ts'
import { systemClock } from '../../../src/main/shell.ts'
import { httpBackend } from '../../../src/main/sync/backend-client.ts'
import type { ContractRequests, KnowledgeWork } from '../../../src/shared/contract.ts'
import { ScriptDraft } from '../../../src/shared/domain/script.ts'
import { connectDesk, memoryPorts, type Desk } from '../../../src/shared/wire.ts'
import { anaSession } from '../../support/fake-backend.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'
import { anyHour } from '../../support/any-hour.ts'

let backend: RunningBackend
const opened: { core: Core; folder: string }[] = []
let patricia: Desk
let gabriela: Desk
let agent: Desk
/** Whether the cable of Patricia's desk is in. */
let cableIn = true

beforeAll(async () => {
  backend = await startBackend({
    cityId: 'quito',
    packFolder: 'assets/packs/quito',
    database: { kind: 'pglite' },
    signIn: 'choose',
    port: 0,
    exchange: logOnlyExchange(quietLog),
    softphoneAccount: () => anaSession.softphone,
    log: quietLog,
  })
  patricia = await signIn('patricia-cevallos', () => cableIn)
  gabriela = await signIn('gabriela-paredes')
  agent = await signIn('ana-guaman')
})
afterAll(async () => {
  for (const { core, folder } of opened) {
    await core.close()
    rmSync(folder, { recursive: true, force: true })
  }
  await backend.close()
})

async function signIn(agentId: string, isCableIn = () => true): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-core-'))
  const core = await createCore({
    shell: quietShell(folder),
    clock: systemClock,
    log: quietLog,
    backend: httpBackend(backend.url, (...request) =>
      isCableIn() ? fetch(...request) : Promise.reject(new Error('The cable is out.')),
    ),
    policy: {
      backend: { url: backend.url },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 120,
      rules: anyHour,
      knowledge: { keys: [backend.publicKey], revoked: [] },
    },
  })
  opened.push({ core, folder })
  const [deskEnd, coreEnd] = memoryPorts()
  core.attach(coreEnd, 'desk')
  const desk = connectDesk(deskEnd)
  await desk.request('session.signIn', { agentId })
  return desk
}

const article = { entity: 'article', id: 'kit-alimentos' } as const

const open = (desk: Desk, which: ContractRequests['publishing.open']['input'] = article) =>
  desk.request('publishing.open', which)

async function write(desk: Desk, work: KnowledgeWork, change: object): Promise<void> {
  const { entity, id, doc, base } = work
  await desk.request('publishing.keep', { entity, id, doc: { ...doc, ...change }, base })
}

async function summaryOn(desk: Desk): Promise<string | undefined> {
  const read = await desk.request('records.read', { kind: 'article', id: article.id }).catch(() => undefined)
  return read?.record.summary
}

test('an article is written, decided by a second lead, read by an agent’s desk, and taken back', async () => {
  const began = await open(patricia)
  expect(began).toMatchObject({ kept: 'in-use', inUse: 1, draft: null })
  await write(patricia, began, { summary: 'El kit trae doce productos.' })
  expect(await patricia.request('publishing.unsent', {})).toMatchObject([{ id: article.id }])
  const drafted = await open(patricia)
  expect(drafted).toMatchObject({ kept: 'draft', draft: { authors: ['patricia-cevallos'] } })
  expect(drafted.differences).toMatchObject([{ place: [{ field: 'summary' }], kind: 'changed' }])
  expect(await patricia.request('publishing.unsent', {})).toEqual([])

  const step = (desk: Desk, wish: object) =>
    desk.request('publishing.step', { ...article, step: wish as { step: 'submit' } })
  await step(patricia, { step: 'submit' })
  await expect(step(patricia, { step: 'approve' })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await open(gabriela)).draft?.phase.name).toBe('in-review')
  await step(gabriela, { step: 'approve' })
  const published = await step(gabriela, { step: 'publish' })
  expect(published).toMatchObject({ inUse: 2, draft: null, kept: 'in-use' })
  await expect.poll(() => summaryOn(agent), { timeout: 30_000 }).toBe('El kit trae doce productos.')
  const whoHas = async () =>
    (await gabriela.request('publishing.readers', { ...article, version: 2 })).readers.find(
      ({ agentId }) => agentId === 'ana-guaman',
    )
  await expect.poll(async () => (await whoHas())?.hasItSince ?? null, { timeout: 30_000 }).not.toBeNull()

  const reason = 'El kit todavía no cambió'
  const back = await gabriela.request('publishing.rollBack', { ...article, toVersion: 1, reason })
  expect(back.versions[0]).toMatchObject({ version: 3, rolledBackTo: 1, reason })
  await expect.poll(() => summaryOn(agent), { timeout: 30_000 }).toBe(String(began.doc['summary']))
  expect(back.audit.map(({ action }) => action)).toEqual([
    'rolled-back',
    'published',
    'approved',
    'submitted',
    'edited',
  ])
})

test('what is typed with the cable out stays on the desk and goes up when it is in again', async () => {
  const which = { entity: 'article', id: 'donaciones' } as const
  const work = await open(patricia, which)
  cableIn = false
  await write(patricia, work, { changeNote: 'Escrito sin red' })
  const offline = await open(patricia, which)
  expect(offline).toMatchObject({ kept: 'here', online: false, doc: { changeNote: 'Escrito sin red' } })
  const submit = { ...which, step: { step: 'submit' } } as const
  await expect(patricia.request('publishing.step', submit)).rejects.toMatchObject({ code: 'unavailable' })
  cableIn = true
  const { lines } = await patricia.request('publishing.overview', {})
  expect(lines.find(({ id }) => id === which.id)?.draft).toMatchObject({ phase: { name: 'writing' } })
  expect(await patricia.request('publishing.unsent', {})).toEqual([])
})

test('two leads in one draft: the later one is told what the other wrote, and neither text is lost', async () => {
  const which = { entity: 'article', id: 'grupos-prioritarios' } as const
  const hers = await open(patricia, which)
  const other = await open(gabriela, which)
  await write(patricia, hers, { summary: 'Lo escribe Patricia.' })
  await open(patricia, which)
  await write(gabriela, other, { summary: 'Lo escribe Gabriela.' })
  expect(await open(gabriela, which)).toMatchObject({
    kept: 'here',
    doc: { summary: 'Lo escribe Gabriela.' },
    conflict: {
      kind: 'written',
      by: 'patricia-cevallos',
      differences: [{ before: 'Lo escribe Gabriela.', after: 'Lo escribe Patricia.' }],
    },
  })
  const settled = await gabriela.request('publishing.settle', { ...which, take: 'mine' })
  expect(settled).toMatchObject({ kept: 'draft', conflict: null, doc: { summary: 'Lo escribe Gabriela.' } })
  expect(settled.draft?.authors).toEqual(['patricia-cevallos', 'gabriela-paredes'])
})

test('a draft on a version that was replaced is told so, and goes on from the one in use', async () => {
  const which = { entity: 'article', id: 'llamada-ofensiva' } as const
  const step = (desk: Desk, name: 'submit' | 'approve' | 'publish') =>
    desk.request('publishing.step', { ...which, step: { step: name } })
  await write(patricia, await open(patricia, which), { changeNote: 'uno' })
  await step(patricia, 'submit')
  await open(gabriela, which)
  await step(gabriela, 'approve')
  await step(gabriela, 'publish')
  await write(patricia, await open(patricia, which), { changeNote: 'dos' })
  expect((await open(patricia, which)).draft).toMatchObject({ baseVersion: 2 })
  await gabriela.request('publishing.rollBack', { ...which, toVersion: 1, reason: 'Fue un error' })
  expect((await open(patricia, which)).findings).toMatchObject([{ rule: 'outdated-base', detail: '3' }])
  const rebased = await patricia.request('publishing.rebase', which)
  expect(rebased).toMatchObject({ kept: 'draft', doc: { changeNote: 'dos' }, draft: { baseVersion: 3 } })
  expect(rebased.findings).toEqual([])
})

test('a script begins from a procedure, and publishing finds what the editor finds, by field', async () => {
  const { lines } = await patricia.request('publishing.overview', {})
  const procedureId = lines.find(({ entity }) => entity === 'procedure')?.id ?? ''
  const read = () => patricia.request('records.read', { kind: 'procedure', id: procedureId })
  await expect
    .poll(
      () =>
        read().then(
          ({ kind }) => kind,
          () => '',
        ),
      { timeout: 30_000 },
    )
    .toBe('procedure')
  const which = await patricia.request('publishing.beginFrom', { procedureId })
  const work = await open(patricia, which)
  const [first, ...rest] = work.doc['steps'] as object[]
  const long = Array.from({ length: 22 }, () => 'una').join(' ')
  await write(patricia, work, { steps: [{ ...first, say: [long] }, ...rest] })
  const { findings, doc } = await open(patricia, which)
  expect(findings).toMatchObject([{ rule: 'script', field: 'steps.0.say.0', level: 'error' }])
  const [seen] = await patricia.request('scripts.check', { script: ScriptDraft.parse(doc) })
  expect(findings[0]?.detail).toContain(seen?.words)
})

test('a list of questions becomes drafts; a row that is wrong is named by its line, in Spanish', async () => {
  const { drafts, problems } = await patricia.request('publishing.import', {
    wish: {
      format: 'faq',
      fileName: 'preguntas.csv',
      text: 'Tema,Pregunta,Respuesta,Enlaces\nCiudad,¿Hay feria?,Cada sábado.,\nCiudad,¿Y el domingo?\n',
      provenance: { source: 'Oficina de ferias', reviewedOn: '2026-11-01', reviewDue: '2030-01-01' },
    },
  })
  expect(drafts).toEqual([{ entity: 'article', id: 'faq-hay-feria', title: '¿Hay feria?' }])
  expect(problems).toMatchObject([{ line: 3, rule: expect.stringContaining('hacen falta cuatro') as string }])
  const work = await open(patricia, { entity: 'article', id: 'faq-hay-feria' })
  expect(work).toMatchObject({ kept: 'draft', inUse: 0, findings: [] })
})

test('an agent may ask for none of it, and the bundle leaves as a signed file', async () => {
  await expect(agent.request('publishing.overview', {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(open(agent)).rejects.toMatchObject({ code: 'forbidden' })
  const { fileName, text } = await gabriela.request('publishing.export', {})
  expect(fileName).toMatch(/^quito-\d+\.ventanilla$/)
  expect(JSON.parse(text)).toMatchObject({ ventanilla: 'knowledge-bundle' })
})
