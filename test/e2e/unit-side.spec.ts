import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { ulid } from 'ulid'
import { FoundSlots, appointmentPaths } from '../../src/shared/appointments-api.ts'
import { paths } from '../../src/shared/backend-api.ts'
import type { ServiceRequest } from '../../src/shared/domain/service-request.ts'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'

/** A specialist of several units, who therefore publishes their hours. */
const specialist = 'Marco Simbaña'
const leadId = 'patricia-cevallos'
const hourMs = 3_600_000

let city: OwnCity
let desk: RunningDesk
test.beforeAll(async ({ browser }) => {
  city = await openOwnCity()
  const policy: unknown = JSON.parse(readFileSync(city.policyFile, 'utf8'))
  writeFileSync(city.policyFile, JSON.stringify({ ...(policy as object), saveDocuments: true }))
  desk = await openDesk(browser, { policyFile: city.policyFile })
  await desk.screen.signIn(specialist)
  await desk.screen.startShift()
})
test.afterAll(async () => {
  await desk.close()
  await city.close()
})

async function expectClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}
async function open(screen: string): Promise<void> {
  await desk.frame.getByRole('button', { name: 'Menú' }).click()
  await desk.frame.getByRole('menuitem', { name: screen }).click()
}

async function push(command: object): Promise<void> {
  const said = await city.askAsLead(paths.commands, { method: 'POST', body: { commands: [command] } })
  expect(said).toMatchObject({ outcomes: [{ status: 'accepted' }] })
}

test('a unit publishes hours by keyboard, closed days in words, and takes them back', async () => {
  const { page, frame } = desk
  await open('Citas de la unidad')
  await frame.getByLabel('Unidad').selectOption('Patronato San José')
  const hours = frame.getByTestId('published-hours')
  await expect(hours).toContainText('Esta unidad no publica horas.')
  await hours.getByRole('textbox', { name: 'Oficina' }).fill('Patronato, zona centro')
  const closedDay = hours.getByLabel('Día cerrado', { exact: true })
  for (const day of ['2026-12-25', '2026-12-24', '2027-01-04']) {
    await closedDay.fill(day)
    await page.keyboard.press('Enter')
  }
  await hours
    .getByRole('button', { name: 'Quitar el lunes 4 de enero de 2027 de los días cerrados' })
    .press('Enter')
  await expect(hours.getByRole('list', { name: 'Días cerrados' }).getByRole('listitem')).toHaveCount(2)
  await expectClean()
  // Typed and never added with the button: the office would be open that day.
  await closedDay.fill('2027-01-01')
  await hours.getByRole('button', { name: 'Publicar horas' }).press('Enter')
  await expect(hours).toContainText(
    'Cerrado: jueves 24 de diciembre de 2026, viernes 25 de diciembre de 2026 y viernes 1 de enero de 2027',
  )
  await expect(closedDay).toHaveValue('')
  await expectClean()
  const found = FoundSlots.parse(await city.askAsLead(`${appointmentPaths.slots}?unitId=patronato`))
  expect(found.slots[0]?.slot.place).toBe('Patronato, zona centro')
  await hours.getByRole('button', { name: /^Retirar las horas de Patronato/ }).press('Enter')
  await expect(hours).toContainText('Esta unidad no publica horas.')
})

test('who wanted to be called the day before is called, again where nobody answered, and then no more', async () => {
  const { frame } = desk
  const { slots } = FoundSlots.parse(await city.askAsLead(`${appointmentPaths.slots}?unitId=balcon`))
  const slot = slots.find((one) => Date.parse(one.slot.startsAt) > Date.now() + 25 * hourMs)?.slot
  if (!slot) throw new Error('no hour to come')
  const appointmentId = ulid()
  const [to, visitor] = ['0991234567', { name: 'Rosa Quilumba', phone: '0991234567' }]
  const command = {
    commandId: ulid(),
    type: 'appointment.step',
    subject: appointmentId,
    issuedAt: new Date().toISOString(),
    agentId: leadId,
    payload: { appointmentId, step: { kind: 'book', slot, visitor, remind: { by: 'call', to } } },
  }
  await push(command)
  await city.makeRemindersDue()

  await open('Casos')
  const calls = frame.getByTestId('reminder-calls')
  const take = calls.getByRole('button', { name: 'Tomar el siguiente' })
  await take.press('Enter')
  await expect(calls).toContainText('Rosa Quilumba')
  await expect(calls.locator(':focus')).toContainText('Rosa Quilumba')
  await expect(calls).toContainText(/Diga: «Le recuerdo su cita municipal del .* Su número es CITA-/)
  await expectClean()
  await calls.getByRole('button', { name: 'No contesta' }).press('Enter')
  await expect(calls).toContainText('Ahora no toca llamar a nadie.')
  await city.makeRemindersDue()
  await take.press('Enter')
  await expect(calls).toContainText('Rosa Quilumba')
  await calls.getByRole('button', { name: 'Ya lo sabe' }).press('Enter')
  await expect(calls).toContainText('Ahora no toca llamar a nadie.')
  await city.makeRemindersDue()
  await take.press('Enter')
  await expect(calls).toContainText('Ahora no toca llamar a nadie.')
})

test('an answer that a colleague owes for hours is opened, told and closed by whoever sits here', async () => {
  const { frame } = desk
  const ago = (hours: number) => new Date(Date.now() - hours * hourMs).toISOString()
  const by = (agentId: string, name: string, kind: 'escalate' | 'take' | 'reply', hours: number) => ({
    at: ago(hours),
    agentId,
    name,
    kind,
    words: kind === 'reply' ? 'Puede traer la copia; no hace falta notario.' : '',
  })
  const request: ServiceRequest = {
    serviceRequestId: ulid(),
    referenceNumber: 'SR-2026-000777',
    serviceCode: 'ayuda-alimentaria',
    unitId: 'zonales',
    status: 'open',
    requesterName: 'Segundo Manuel Guamán',
    phone: '0987654321',
    address: 'Calle Bolívar 12',
    description: 'Pregunta por la copia de la escritura.',
    attributes: {},
    filedBy: 'luis-toapanta',
    escalation: { reason: 'No consta en la ficha.' },
    secondLevel: {
      state: 'answered',
      dueAt: ago(1),
      reopened: 0,
      log: [
        by('luis-toapanta', 'Luis Toapanta', 'escalate', 9),
        by('diego-almeida', 'Diego Almeida', 'take', 7),
        by('diego-almeida', 'Diego Almeida', 'reply', 6),
      ],
    },
    requestedAt: ago(9),
    updatedAt: ago(6),
    receivedAt: ago(9),
  }
  await city.sendDown({ entity: 'service-request', id: request.serviceRequestId, doc: request })
  const task = frame.getByTestId('task-tell-answer')
  await expect(task).toContainText('SR-2026-000777')
  await expect(task).toContainText('Lo dejó Luis Toapanta')
  await expect(task).not.toContainText('Guamán')
  await task.getByRole('button', { name: 'Ver a quién avisar del caso SR-2026-000777' }).press('Enter')
  await expect(task.getByTestId('task-person')).toBeFocused()
  await expect(task.getByTestId('task-person')).toContainText('Segundo Manuel Guamán')
  await expect(task.getByTestId('task-person')).toContainText('0987654321')
  await expect(task).toContainText('Puede traer la copia; no hace falta notario.')
  await expectClean()
  await task.getByRole('button', { name: 'Respuesta dada: cerrar' }).press('Enter')
  await expect(task).toHaveCount(0)
})

test('a document of a case is saved as a file where IT allows it, and drawn nowhere', async () => {
  const { frame, page } = desk
  const document = Buffer.from('%PDF-1.7\n% un plano\n%%EOF\n')
  const issuedAt = new Date().toISOString()
  const [attachmentId, interactionId, serviceRequestId] = [ulid(), ulid(), ulid()]
  const attachment = {
    attachmentId,
    name: 'Plano del lote.pdf',
    type: 'application/pdf',
    bytes: document.length,
  }
  const sha256 = createHash('sha256').update(document).digest('hex')
  const part = { ...attachment, interactionId, part: 0, data: document.toString('base64'), sha256 }
  const by = { issuedAt, agentId: leadId }
  await push({
    ...by,
    commandId: ulid(),
    type: 'attachment.part',
    subject: `attachment ${attachmentId}`,
    payload: { part },
  })
  const request = {
    serviceRequestId,
    serviceCode: 'ayuda-alimentaria',
    status: 'open',
    requesterName: 'Rosa Quilumba',
    phone: '0991234567',
    address: 'Calle Bolívar 12',
    description: 'Trae el plano.',
    attributes: {},
    attachments: [attachment],
    escalation: { reason: 'Hay que leer el plano.', unitId: 'catastro' },
    requestedAt: issuedAt,
    updatedAt: issuedAt,
  }
  await push({
    ...by,
    commandId: ulid(),
    type: 'serviceRequest.create',
    subject: serviceRequestId,
    payload: { request },
  })
  await open('Segundo nivel')
  await frame.getByTestId('level-queue').getByText('Hay que leer el plano.').click()
  const files = frame.getByTestId('level-files')
  await expect(files).toContainText('Plano del lote.pdf')
  const downloaded = page.waitForEvent('download')
  await files.getByRole('button', { name: 'Guardar una copia de Plano del lote.pdf' }).press('Enter')
  const download = await downloaded
  expect(download.suggestedFilename()).toBe('Plano del lote.pdf')
  expect(readFileSync(await download.path())).toEqual(document)
  await expect(files).toContainText('Guardada sin cifrar.')
  await expectClean()
})
