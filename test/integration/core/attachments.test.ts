import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { attachmentPartBytes } from '../../../src/shared/domain/attachment.ts'
import { emptyDraft } from '../../../src/shared/domain/interaction.ts'
import { lightService, lightUnit } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
let interactionId: string
beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [
    { entity: 'unit', id: lightUnit.unitId, doc: lightUnit },
    { entity: 'service', id: lightService.serviceCode, doc: lightService },
  ]
  await desk.becomeReady()
  await desk.ring('c1')
  const at = new Date(desk.clock.now()).toISOString()
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at } })
  const contact = await desk.desk.request('contacts.current', {})
  interactionId = contact?.interaction.interactionId ?? ''
  await settled()
})
afterEach(() => desk.dispose())

const photograph = (bytes: number) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(bytes - 4)])

async function attach(file: Buffer, name = 'farola.jpg'): Promise<string> {
  const { attachmentId } = await desk.desk.request('attachments.begin', {
    interactionId,
    name,
    bytes: file.length,
  })
  for (let part = 0; part * attachmentPartBytes < file.length; part++) {
    const piece = file.subarray(part * attachmentPartBytes, (part + 1) * attachmentPartBytes)
    await desk.desk.request('attachments.append', { attachmentId, part, data: piece.toString('base64') })
  }
  return attachmentId
}
const parts = () =>
  desk.backend.applied.flatMap((command) =>
    command.type === 'attachment.part' ? [command.payload.part] : [],
  )
const list = () => desk.desk.request('attachments.list', { interactionId })

test('a photograph goes up in pieces, in order, and the last says what the whole is', async () => {
  const file = photograph(2 * attachmentPartBytes + 10)
  const attachmentId = await attach(file)
  await desk.desk.request('sync.now', {})
  expect(parts().map(({ part }) => part)).toEqual([0, 1, 2])
  const whole = Buffer.concat(parts().map(({ data }) => Buffer.from(data, 'base64')))
  expect(whole.equals(file)).toBe(true)
  expect(parts().at(-1)?.sha256).toBe(createHash('sha256').update(file).digest('hex'))
  expect(await list()).toEqual([
    { attachmentId, name: 'farola.jpg', type: 'image/jpeg', bytes: file.length, sent: 1 },
  ])
})

test('the case names its files', async () => {
  const attachmentId = await attach(photograph(1000))
  const at = new Date(desk.clock.now()).toISOString()
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'ended', at, cause: 'citizen-hung-up' } })
  const contact = await desk.desk.request('contacts.current', {})
  await desk.desk.request('contacts.close', {
    interactionId,
    draft: {
      ...(contact?.interaction.draft ?? emptyDraft),
      serviceCode: lightService.serviceCode,
      disposition: 'CAS',
    },
  })
  const [filed] = await desk.desk.request('serviceRequests.list', {})
  expect(filed?.request.attachments).toMatchObject([{ attachmentId, type: 'image/jpeg' }])
})

test('a program that calls itself a photograph is refused by its bytes, and nothing of it is kept', async () => {
  const program = Buffer.concat([Buffer.from('MZ'), randomBytes(500)])
  await expect(attach(program, 'foto.jpg')).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(attach(Buffer.from('<svg onload="x()"/>'), 'foto.png')).rejects.toMatchObject({
    code: 'invalid-input',
  })
  expect(await list()).toEqual([])
  expect((await desk.desk.request('sync.get', {})).pending).toBe(0)
})

test('more bytes than were said, too many bytes, a sixth file and a piece out of turn are refused', async () => {
  const begin = (bytes: number) =>
    desk.desk.request('attachments.begin', { interactionId, name: 'a.jpg', bytes })
  await expect(begin(6 * 1024 * 1024)).rejects.toMatchObject({ code: 'invalid-input' })
  const { attachmentId } = await begin(10)
  const append = (part: number, data: string) =>
    desk.desk.request('attachments.append', { attachmentId, part, data })
  await expect(append(1, 'AAAA')).rejects.toMatchObject({ code: 'conflict' })
  await expect(append(0, photograph(300).toString('base64'))).rejects.toMatchObject({ code: 'invalid-input' })
  for (let count = 0; count < 5; count++) await attach(photograph(100))
  await expect(begin(100)).rejects.toMatchObject({ code: 'busy' })
})

test('what was taken out is not among the files of the case, and the city is told', async () => {
  const attachmentId = await attach(photograph(100))
  await desk.desk.request('attachments.remove', { interactionId, attachmentId })
  await settled()
  expect(await list()).toEqual([])
  expect(desk.backend.applied.at(-1)).toMatchObject({ type: 'attachment.remove', payload: { attachmentId } })
})

test('with the cable out the pieces wait, through a restart, and go up once', async () => {
  desk.backend.failing = 'unavailable'
  const file = photograph(3 * attachmentPartBytes)
  await attach(file)
  expect((await list())[0]?.sent).toBe(0)
  desk = await desk.restart()
  desk.backend.failing = undefined
  await desk.desk.request('sync.now', {})
  await settled()
  expect(parts().map(({ part }) => part)).toEqual([0, 1, 2])
  expect((await desk.desk.request('sync.get', {})).pending).toBe(0)
})

test('a photograph is looked at whole and written down; what is not what it says it is reaches no page', async () => {
  const file = photograph(500)
  const attachmentId = await attach(file)
  const route = `GET /v1/attachments/${attachmentId}`
  desk.backend.answers.set(route, () => ({ type: 'image/jpeg', data: file.toString('base64') }))
  const opened = await desk.desk.request('attachments.open', { attachmentId })
  expect(Buffer.from(opened.data, 'base64').equals(file)).toBe(true)
  const { entries } = await desk.desk.request('privacy.accessLog', {})
  expect(entries[0]).toMatchObject({ action: 'view', entity: 'service-request', reason: 'asked' })
  const page = Buffer.from('<script>alert(1)</script>').toString('base64')
  desk.backend.answers.set(route, () => ({ type: 'image/jpeg', data: page }))
  await expect(desk.desk.request('attachments.open', { attachmentId })).rejects.toMatchObject({
    code: 'damaged',
  })
})

test('a document is saved only where IT allows it, under a name that is no path, and written down', async () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300)])
  const data = pdf.toString('base64')
  const attachmentId = '01JDESK00000000000000000PD'
  const answers = (type: string) =>
    desk.backend.answers.set(`GET /v1/attachments/${attachmentId}`, () => ({ type, data }))
  const save = (name: string) => desk.desk.request('attachments.save', { attachmentId, name })
  answers('application/pdf')
  expect(await desk.desk.request('attachments.documents', {})).toEqual({ mayBeSaved: false })
  await expect(save('plano.pdf')).rejects.toMatchObject({ code: 'forbidden' })
  await desk.dispose()

  desk = await testDesk(undefined, 0, { saveDocuments: true })
  await desk.becomeReady()
  answers('application/pdf')
  expect(await desk.desk.request('attachments.documents', {})).toEqual({ mayBeSaved: true })
  expect(await save('Plano ñandú.PDF')).toEqual({ fileName: 'Plano ñandú.pdf', data })
  expect((await save('..\\..\\a/b\u202efdp.exe')).fileName).toBe('_.._a_b_fdp.exe.pdf')
  const { entries } = await desk.desk.request('privacy.accessLog', {})
  expect(entries[0]).toMatchObject({ action: 'copy', entity: 'service-request', reason: 'asked' })
  answers('image/png')
  await expect(save('foto.png')).rejects.toMatchObject({ code: 'damaged' })
})
