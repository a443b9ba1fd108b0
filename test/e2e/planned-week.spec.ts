import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Locator } from '@playwright/test'
import ICAL from 'ical.js'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

/** One week from the calls of past ones to the agent's calendar, by keys alone; on one desk, one person after another. */
test.describe.configure({ mode: 'serial' })
let desk: RunningDesk
/** Two Mondays ahead: beyond any notice period. */
let monday = ''

test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser)
})
test.afterAll(() => desk.close())

const button = (name: string | RegExp) =>
  desk.frame.getByRole('button', { name, exact: typeof name === 'string' })
const press = (name: string | RegExp) => button(name).first().press('Enter')
const keys = async (...names: string[]) => {
  for (const name of names) await desk.page.keyboard.press(name)
}
const shiftDay = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

async function chooseInMenu(name: string): Promise<void> {
  await button('Menú').press('Enter')
  await desk.frame.getByRole('menuitem', { name }).press('Enter')
}

async function become(name: string): Promise<void> {
  await chooseInMenu('Terminar turno y salir')
  await press(new RegExp(`^Entrar como ${name}`))
}

/** What a lead wrote outside of a shift comes with the desk's first question in it, whatever the hour of this test. */
async function expectTold(where: Locator, words: string): Promise<void> {
  await expect
    .poll(async () => {
      await desk.core.request('sync.now', {})
      return (await where.count()) === 0 ? '' : await where.innerText()
    })
    .toContain(words)
}

async function openWeek(): Promise<void> {
  await desk.frame.getByRole('tab', { name: 'Turnos' }).press('Enter')
  await press('Semana siguiente')
  await expect(desk.frame.getByRole('heading', { level: 2 }).first()).toContainText(
    String(Number(monday.slice(8))),
  )
}

async function expectClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
  for (const [width, height] of [
    [683, 384],
    [1366, 768],
  ] as const) {
    await desk.page.setViewportSize({ width, height })
    const scrolls = await desk.frame.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth)
    expect(scrolls).toBe(false)
  }
}

function callsOf(weeks: readonly string[]): string {
  const lines = weeks.flatMap((week) =>
    [0, 1, 2, 3, 4].flatMap((by) =>
      Array.from({ length: 12 }, (_, place) => {
        const time = `${String(8 + Math.floor(place / 2)).padStart(2, '0')}:${place % 2 === 0 ? '00' : '30'}`
        return `${shiftDay(week, by)};${time};1;120`
      }),
    ),
  )
  return ['fecha;hora;llamadas;tmo', ...lines].join('\n')
}

test('the lead imports the calls of past weeks: a wrong file is told by line, a sound one becomes a forecast', async () => {
  const { city } = await desk.core.request('session.get', {})
  const lead = city?.agents.find(({ role }) => role === 'team-lead')
  await press(new RegExp(`^Entrar como ${lead?.name ?? 'nobody'}`))
  await expect(button('Menú')).toBeVisible()
  const next = await desk.core.request('schedules.week', { weekStart: null })
  monday = shiftDay(next.weekStart, 7)
  await openWeek()
  await press('Con qué se planifica')
  const file = (text: string) => ({ name: 'llamadas.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const input = desk.frame.locator('input[type=file]')
  await input.setInputFiles(file('fecha;hora;llamadas\n23/11/2026;08:10;3\n'))
  await expect(desk.frame.getByTestId('import-problems')).toContainText(
    'Línea 2, hora: «08:10» no es una hora en punto o y media, como 08:30',
  )
  await input.setInputFiles(file(callsOf([-14, -21, -28].map((by) => shiftDay(monday, by)))))
  await expect(desk.frame.getByTestId('imported')).toContainText('Importadas 180 medias horas.')
  await expect(desk.frame.getByTestId('forecast').getByRole('row')).toHaveCount(13)
  await expectClean()
})

test('in a proposed week a shift is dragged to another day and along its day by the mouse; keys do the same, and take it back', async () => {
  const { frame, page } = desk
  await press('Semana')
  await press('Proponer semana')
  await expect(button('Deshacer')).toBeEnabled()
  const chip = frame.locator('.shift-chip').first()
  const place = (await chip.getAttribute('data-place')) ?? ''
  const shift = frame.locator(`[data-place="${place}"]`)
  const words = () => shift.getAttribute('aria-label')
  const before = await words()
  const cells = frame.locator('tr', { has: chip }).locator('td')
  const columnOf = () =>
    cells.evaluateAll((all, id) => all.findIndex((one) => one.querySelector(`[data-place="${id}"]`)), place)
  const from = await columnOf()
  await shift.dragTo(cells.nth(from === 6 ? 5 : from + 1))
  await expect.poll(columnOf).toBe(from === 6 ? 5 : from + 1)
  const dragged = await words()
  await shift.focus()
  await keys('Control+z')
  await expect.poll(words).toBe(before)
  await shift.focus()
  await keys(from === 6 ? 'Control+Shift+ArrowLeft' : 'Control+Shift+ArrowRight')
  await expect.poll(words).toBe(dragged)
  await shift.focus()
  await keys('Control+z')
  await expect.poll(words).toBe(before)

  await frame.getByRole('table').getByRole('button', { name: /^lun/ }).press('Enter')
  const bar = frame.locator('.day-bar').first()
  const hours = () => bar.getAttribute('aria-label')
  const planned = await hours()
  const box = await bar.boundingBox()
  const lane = await frame.locator('.day-grid [data-agent]').first().boundingBox()
  // By its upper edge: rests lie along the lower one, and are dragged by themselves.
  const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 10]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + (lane?.width ?? 0) / 20, y, { steps: 4 })
  await page.mouse.up()
  await expect.poll(hours).not.toBe(planned)
  const moved = await hours()
  await bar.focus()
  await keys('Control+z')
  await expect.poll(hours).toBe(planned)
  for (let quarter = 0; quarter < 16 && (await hours()) !== moved; quarter++) {
    const now = await hours()
    await bar.focus()
    await keys('Control+ArrowRight')
    await expect.poll(hours).not.toBe(now)
  }
  expect(await hours()).toBe(moved)
  await bar.focus()
  for (let quarter = 0; quarter < 16 && (await hours()) !== planned; quarter++) {
    const now = await hours()
    await keys('Control+z')
    await expect.poll(hours).not.toBe(now)
  }
  await press('Ver la semana')
})

test('the proposed week meets the calls; a rule broken by a key is shown at once, and taken back by another', async () => {
  const { frame } = desk
  const state = frame.getByTestId('week-state')
  await expect(state).toContainText('Se puede publicar')
  await frame.getByRole('table').getByRole('button', { name: /^lun/ }).press('Enter')
  const shift = frame.locator('.day-bar').first()
  await shift.focus()
  await keys('Control+Shift+ArrowRight')
  for (let by = 0; by < 20; by++) await keys('Shift+ArrowRight')
  await expect(state).toContainText('impide publicar')
  await expect(frame.getByTestId('violations')).toContainText('No se puede publicar:')
  await expect(button('Publicar')).toBeDisabled()
  await expectClean()
  await shift.focus()
  for (let by = 0; by < 20; by++) await keys('Control+z')
  await expect(state).toContainText('Se puede publicar')
  await press('Publicar')
  await expect(frame.locator('.week-said')).toContainText('Publicada para 6 personas')
})

test('an agent is told between two calls, accepts, and asks a colleague for an exchange', async () => {
  const { frame } = desk
  await become('Ana')
  await press('Empezar turno')
  await expectTold(frame.getByTestId('week-note'), 'está publicada')
  await press('Leer en Mi turno')
  await press('Aceptar la semana')
  await expect(frame.getByTestId(`own-${monday}`)).toContainText('La has aceptado.')
  await press(/^Pedir cambio de/)
  const offers = frame.getByTestId('exchange-offers')
  await expect(offers.getByRole('textbox')).toBeFocused()
  await desk.page.keyboard.type('Tengo médico')
  await offers
    .getByRole('button', { name: /^Cambiar con Luis/ })
    .first()
    .press('Enter')
  await expect(frame.getByTestId('own-exchanges')).toContainText('pedido')
  await expectClean()
})

test('the colleague agrees to it, and does not agree with his own week', async () => {
  const { frame } = desk
  await become('Luis')
  await press('Empezar turno')
  await expectTold(frame.getByTestId('week-note'), 'Ana Guamán te pide un cambio de turno.')
  await press('Leer en Mi turno')
  await expect(frame.getByTestId('own-exchanges')).toContainText('«Tengo médico»')
  await press('Acepto el cambio')
  await expect(frame.getByTestId('own-exchanges')).toContainText('acordado')
  const week = frame.getByTestId(`own-${monday}`)
  await week.getByLabel('Qué no te va bien').focus()
  await desk.page.keyboard.type('Dos días seguidos no puedo')
  await keys('Enter')
  await expect(week).toContainText('No estás conforme: «Dos días seguidos no puedo».')
})

test('the lead reads what they said, answers, and approves the exchange', async () => {
  const { frame } = desk
  await become('Patricia')
  await openWeek()
  await press('Respuestas y cambios (2)')
  const answers = frame.getByTestId('answers')
  await expect(answers.getByRole('row', { name: /Ana/ })).toContainText('aceptada')
  await expect(answers.getByRole('row', { name: /Luis/ })).toContainText('Dos días seguidos no puedo')
  await answers.getByLabel(/^Contestar a Luis/).focus()
  await desk.page.keyboard.type('Lo miro contigo el lunes')
  await keys('Enter')
  await expect(answers).toContainText('Tu respuesta: «Lo miro contigo el lunes»')
  await expectClean()
  await press(/^Aprobar el cambio/)
  await expect(frame.getByText('No hay cambios que aprobar.')).toBeVisible()
})

test('both shifts have changed hands in Mi turno and in the calendar', async () => {
  const { frame } = desk
  const before = await desk.core.request('schedules.week', { weekStart: monday })
  const given = before.exchanges[0]?.given
  await become('Ana')
  await press('Empezar turno')
  await chooseInMenu('Mi turno')
  await expectTold(frame.getByTestId('own-exchanges'), 'aprobado')
  await press('Crear dirección nueva')
  const address = await frame.getByLabel(/^Dirección secreta/).inputValue()
  const calendar = new ICAL.Component(ICAL.parse(await (await fetch(address)).text()) as unknown[])
  const starts = calendar
    .getAllSubcomponents('vevent')
    .map((event) => String(new ICAL.Event(event).startDate).slice(0, 16))
  const { weeks } = await desk.core.request('ownSchedule.get', {})
  const own = weeks.flatMap(({ shifts }) => shifts.map(({ day, from }) => `${day}T${from}`))
  expect(starts).toHaveLength(1)
  expect(starts).toEqual(own)
  expect(starts).not.toContain(`${given?.day}T${given?.from}`)
})
