import { expect, test, type Locator } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'

const article = 'Kit de alimentos: qué trae y cómo llega'
const script = 'Ayuda alimentaria'
const newSummary = 'Cada kit es para cinco personas y dura una semana.'
const newWords = 'Gracias por llamar a Quito. ¿En qué le ayudo con los alimentos?'

let city: OwnCity
let lead: RunningDesk
let agent: RunningDesk

test.beforeAll(async ({ browser }) => {
  city = await openOwnCity()
  ;[lead, agent] = await Promise.all([
    openDesk(browser, { policyFile: city.policyFile }),
    openDesk(browser, { policyFile: city.policyFile }),
  ])
})
test.afterAll(async () => {
  await lead.close()
  await agent.close()
  await city.close()
})

const button = (desk: RunningDesk, name: string | RegExp): Locator =>
  desk.frame.getByRole('button', { name, exact: typeof name === 'string' })
const tab = (name: string): Locator => lead.frame.getByRole('tab', { name })

async function leadIs(name: string): Promise<void> {
  await lead.screen.signIn(name)
  await tab('Conocimiento').click()
}

async function leadLeaves(): Promise<void> {
  await button(lead, 'Menú').click()
  await lead.frame.getByRole('menuitem', { name: 'Terminar turno y salir' }).click()
}

async function open(title: string): Promise<void> {
  await button(lead, title).click()
  await expect(lead.frame.getByTestId('record-work')).toBeVisible()
}

async function close(): Promise<void> {
  await button(lead, 'Volver a la lista').click()
}

async function sendToReview(): Promise<void> {
  await expect(lead.frame.getByTestId('record-work')).toHaveAttribute('data-kept', 'draft')
  await tab('Revisar y publicar').click()
  await button(lead, 'Enviar a revisión').click()
  await expect(lead.frame.getByText('Escribiste en este borrador: lo aprueba otra persona.')).toBeVisible()
  await expect(button(lead, 'Aprobar')).toBeDisabled()
  await close()
}

/** Ana's team has it before the others, and she hears of it. */
async function toHerTeamFirst(): Promise<void> {
  await lead.frame.getByLabel('Primero al equipo').selectOption('norte')
  await button(lead, 'Dar primero a ese equipo').click()
  await expect(lead.frame.getByTestId('record-work')).toContainText(/El equipo norte tiene v\d/)
  await expect(agent.frame.getByTestId('news-note')).toContainText('1 novedad')
  await button(lead, 'Publicar para todos').click()
}

/** By the clock of the city; what is planned can still go out at once. */
async function plannedForLater(): Promise<void> {
  await lead.frame.getByLabel('Sale el día').fill('2031-01-15')
  await lead.frame.getByLabel('A las (hora de la ciudad)').fill('08:30')
  await button(lead, 'Publicar a esa hora').click()
  await expect(lead.frame.getByTestId('record-work')).toContainText(/Sale el .*2031.* a las 0?8:30/)
  await button(lead, 'Publicar ahora').click()
}

test('an article and a step of a script are written, let out by a second lead, read, and taken back', async () => {
  await agent.screen.signIn('Ana Guamán')
  await agent.screen.startShift()
  // From here on what comes is news to her.
  await expect.poll(async () => (await agent.core.request('bundle.get', {})).installed).not.toBeNull()
  await leadIs('Patricia Cevallos')

  await open(article)
  await lead.frame.getByLabel('Resumen para leer en voz alta').fill(newSummary)
  await sendToReview()

  await lead.frame.getByLabel('Tipo').selectOption('Guion')
  await open(script)
  const say = lead.frame.getByLabel('Decir al ciudadano (una frase por línea)')
  await say.fill(newWords)
  await sendToReview()
  await leadLeaves()

  await leadIs('Gabriela Paredes')
  await lead.frame.getByLabel('Estado', { exact: true }).selectOption('Espera revisión')
  for (const [title, words] of [
    [script, newWords],
    [article, newSummary],
  ] as const) {
    await open(title)
    await tab('Revisar y publicar').click()
    await expect(lead.frame.getByTestId('differences').locator('ins').first()).toContainText(
      words.split(' ')[0] ?? '',
    )
    await button(lead, 'Aprobar').click()
    await (title === script ? toHerTeamFirst() : plannedForLater())
    await expect(lead.frame.getByText('No hay borrador.')).toBeVisible()
    await close()
  }

  await expect(agent.frame.getByTestId('news-note')).toContainText('2 novedades')
  await agent.page.keyboard.press('Control+Shift+Y')
  const news = agent.frame.getByTestId('news')
  await news.getByRole('button', { name: new RegExp(`^${script}`) }).click()
  await expect(news).toContainText('los alimentos?')
  await news.getByRole('button', { name: new RegExp(`^${article}`) }).click()
  await news.getByRole('button', { name: /Leído/ }).click()
  await expect(news).toContainText('1 sin leer')
  await agent.page.keyboard.press('Escape')

  await lead.frame.getByLabel('Estado', { exact: true }).selectOption('Todo')
  await open(article)
  const readers = lead.frame.getByTestId('readers')
  const ana = readers.getByRole('row', { name: /Ana Guamán/ })
  // The receipt goes up by itself: whoever looks again sees it.
  await expect(async () => {
    await tab('Versiones').click()
    await tab('Quién lo leyó').click()
    await expect(readers).toContainText('la tienen 1 y la han leído 1', { timeout: 2000 })
  }).toPass({ timeout: 60_000 })
  await expect(ana).not.toContainText('Todavía no')
  await readers.getByLabel(/Solo quien no ha leído/).check()
  await expect(ana).toBeHidden()
  await expect(readers.getByRole('row', { name: /Luis Toapanta/ })).toContainText('Todavía no')

  await tab('Versiones').click()
  await lead.frame.getByLabel('Por qué se vuelve a v1').fill('Los kits siguen siendo de cuatro')
  await button(lead, 'Volver a v1 para todos').click()
  await expect(lead.frame.getByTestId('record-work')).toContainText('en uso v3')
  await expect(lead.frame.getByTestId('record-work')).toContainText('devuelve el texto de v1')

  await expect(agent.frame.getByTestId('news-note')).toContainText('2 novedades')
  await agent.page.keyboard.press('Control+Shift+Y')
  await news.getByRole('button', { name: new RegExp(`^${article}`) }).click()
  await news.getByRole('button', { name: /^Abrir/ }).click()
  const record = agent.frame.getByRole('dialog').getByTestId('record')
  await expect(record.locator('.record-summary')).toHaveText(/^Un kit es para cuatro personas/)
})
