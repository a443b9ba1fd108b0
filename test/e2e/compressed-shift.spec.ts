import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

/** A shift of Carmen's from seven o'clock, on a clock that the story moves on; every action of hers is a key. */
test.describe.configure({ mode: 'serial' })
let desk: RunningDesk

test.beforeAll(async ({ browser }) => {
  desk = await openDesk(browser, {
    city: 'cordoba',
    options: ['--shift-clock', '2026-11-23T07:00:00+01:00'],
  })
})
test.afterAll(() => desk.close())

const pass = (minutes: number) => desk.core.request('demo.passTime', { minutes })
const card = () => desk.frame.getByTestId('prompt-F-PVD')
const rest = () => desk.frame.getByTestId('break-column')

async function press(name: string | RegExp): Promise<void> {
  const button = desk.frame.getByRole('button', { name, exact: typeof name === 'string' }).first()
  await expect(button).toBeEnabled()
  await button.press('Enter')
}

async function startShiftAs(name: string): Promise<void> {
  await press(new RegExp(`^Entrar como ${name}`))
  await press('Empezar turno')
  await desk.screen.expectState('ready')
}

async function answer(): Promise<void> {
  await expect(desk.screen.ringingCard).toBeVisible()
  await desk.page.keyboard.press('Control+Shift+A')
  await expect(desk.screen.callCard).toBeVisible()
}

async function hangUp(): Promise<void> {
  await desk.page.keyboard.press('Control+Shift+C')
  await expect(desk.screen.wrapUpCard).toBeVisible()
}

/** *Información dada*, and the contact is closed. */
async function closeContact(): Promise<void> {
  const result = desk.frame.getByLabel('Resultado')
  await result.press('i')
  await expect(result).toHaveValue('INF')
  await desk.page.keyboard.press('Control+Enter')
  await expect(desk.screen.wrapUpCard).toHaveCount(0)
}

async function chooseInMenu(name: string): Promise<void> {
  await press('Menú')
  await desk.frame.getByRole('menuitem', { name }).press('Enter')
}

async function expectClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
}

test('the first rest is announced in its time, put off by ten minutes, and begins by itself', async () => {
  await startShiftAs('Carmen')
  await pass(30)
  await expect(card()).toHaveCount(0)
  await pass(10)
  await expect(card()).toContainText('5 min')
  await card().getByRole('button', { name: 'En 10 min' }).press('Enter')
  await expect(card().getByRole('button', { name: 'En 10 min' })).toHaveCount(0)
  await desk.screen.expectState('ready')
  await pass(10)
  await expect(rest()).toContainText('Pausa visual')
  await expect(rest().getByRole('timer')).toHaveText(/^0[45]:\d\d$/)
  await expectClean()
})

test('the rest fills the screen when it is asked to, and Escape gives the desk back where the key was', async () => {
  const fills = () => rest().evaluate((element) => document.fullscreenElement === element)
  const wider = rest().getByRole('button', { name: 'Pantalla completa', exact: true })
  await wider.press('Enter')
  await expect.poll(fills).toBe(true)
  await expect(rest()).toContainText('Aparta la vista de la pantalla y respira.')
  await expectClean()
  await desk.page.screenshot({ path: 'test-results/rest-full-screen.png' })
  await desk.page.keyboard.press('Escape')
  await expect.poll(fills).toBe(false)
  await expect(wider).toBeFocused()
  await wider.press('Enter')
  await rest().getByRole('button', { name: 'Salir de pantalla completa' }).press('Enter')
  await expect.poll(fills).toBe(false)
  await desk.screen.expectState('not-ready')
})

test('the rest ends gently: nothing rings until the agent comes back', async () => {
  await pass(6)
  await expect(rest()).toContainText('La pausa ha terminado. Vuelve cuando quieras.')
  await desk.screen.expectState('not-ready')
  await press('Volver')
  await desk.screen.expectState('ready')
  await expect(desk.frame.getByRole('region', { name: 'Línea' })).toBeFocused()
})

test('in a contact the rest becomes due, waits for its end, and then stops the agent', async () => {
  await pass(40)
  const [citizen] = await desk.core.request('demo.citizens', {})
  await desk.core.request('demo.callMe', { key: citizen?.key ?? '' })
  await answer()
  await pass(30)
  await expect(card()).toContainText('Empieza cuando cierres este contacto. Ya no se puede aplazar.')
  await desk.screen.expectState('talking')
  await expectClean()
  await hangUp()
  await expect(rest()).toHaveCount(0)
  await closeContact()
  await expect(rest()).toContainText('Pausa visual')
  await desk.screen.expectState('not-ready')
})

const minuteMs = 60_000

/** Works on and takes every rest to its end, until the core says so: the page may still be drawing the last step. */
async function workUntil(reached: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 40 && !(await reached()); turn++) {
    const { resting } = await desk.core.request('shift.prompts', {})
    if (resting) await restAndReturn(resting)
    else await pass(10)
  }
}

async function restAndReturn({ startedAt, endsAt }: { startedAt: string; endsAt: string | null }) {
  const { at } = await desk.core.request('shift.clock', {})
  await pass(Math.max(1, Math.ceil((Date.parse(endsAt ?? at) - Date.parse(at)) / minuteMs)))
  // Nobody comes back from a rest by himself: the key is heard before more time passes.
  const stillAway = async () => {
    const { resting } = await desk.core.request('shift.prompts', {})
    return resting?.startedAt === startedAt
  }
  if (!(await stillAway())) return
  await press('Volver')
  await expect.poll(stillAway).toBe(false)
}

/**
 * The offer stands alone. Beside an announced rest and an older one it would be the third card, which the desk does
 * not draw; and whatever comes after it is announced five minutes ahead, so nothing takes its place meanwhile.
 */
async function isOfferedCallbacks(): Promise<boolean> {
  const { resting, prompts } = await desk.core.request('shift.prompts', {})
  const [only, ...others] = prompts
  if (resting || others.length > 0 || only?.ruleId !== 'R-BLOCK') return false
  return only.effect.kind === 'function' && only.effect.to === 'callbacks'
}
const change = () => desk.frame.getByTestId('prompt-R-BLOCK')

test('the plan turns to callbacks: the offer is taken, the exchange holds calls back, and the callback is placed', async () => {
  await workUntil(isOfferedCallbacks)
  await expect(change()).toContainText('Devoluciones de llamada')
  await expectClean()
  const [, citizen, waiting] = await desk.core.request('demo.citizens', {})
  await change().getByRole('button', { name: 'Ahora', exact: true }).press('Enter')
  await desk.screen.expectState('not-ready')
  await expect(desk.frame.getByTestId('line-card')).toContainText('Devoluciones de llamada')
  await desk.core.request('demo.callMe', { key: waiting?.key ?? '' })

  await desk.page.keyboard.press('Control+Shift+K')
  await expect(desk.frame.getByLabel('A quién')).toBeFocused()
  await desk.page.keyboard.type(citizen?.number ?? '')
  await desk.page.keyboard.press('Enter')
  await expect(desk.screen.callCard).toContainText('En llamada')
  await expectClean()
  await hangUp()
  await closeContact()
  await desk.screen.expectState('not-ready')

  await expect(desk.screen.ringingCard).toHaveCount(0)
  await desk.core.request('agent.setPresence', { presence: { kind: 'ready' } })
  await expect(desk.screen.ringingCard).toContainText(waiting?.name ?? '')
  await answer()
  await hangUp()
  await closeContact()
})

test('F-CHECK: who wants to be asked answers in one tap, and reads it in no list of what leaves the desk', async () => {
  await chooseInMenu('Mi turno')
  await desk.frame.getByRole('checkbox', { name: 'Decir cómo voy, dos veces por turno' }).press('Space')
  await chooseInMenu('Escritorio')
  const check = desk.frame.getByTestId('prompt-F-CHECK')
  await check.scrollIntoViewIfNeeded()
  await expectClean()
  await desk.page.screenshot({ path: 'test-results/energy-card.png' })
  await check.getByRole('button', { name: '2 · Cansancio' }).press('Enter')
  await expect(check).toHaveCount(0)
  const { energy } = await desk.core.request('shift.ledger', {})
  expect(energy.map((one) => one.energy)).toEqual([2])
  const sent = await desk.core.request('shift.whatIsSent', {})
  expect(sent.filter(({ path }) => path.includes('energy'))).toEqual([])
})

test('near its end the shift asks for a hand-over note, keeps every word of it, and leaves it before it signs out', async () => {
  const note = desk.frame.getByTestId('handover-note')
  await workUntil(async () => (await desk.core.request('handover.own', {})).due)
  await note.getByLabel('Qué hay que saber').focus()
  await desk.page.keyboard.type('El corte de agua de Levante sigue; el parte llega a las cuatro.')
  await expect(note.getByLabel('Qué hay que saber')).toHaveValue(/a las cuatro\.$/)
  await expectClean()
  await desk.page.screenshot({ path: 'test-results/handover-note.png' })
  await pass(40)
  await expect(desk.frame.getByRole('button', { name: /^Entrar como/ }).first()).toBeVisible()
})

test('the colleague who works on reads the note between two calls, and says who looks after it', async () => {
  const notes = desk.frame.getByTestId('handover-list')
  await startShiftAs('Lucía')
  await expect(notes).toContainText('Carmen Jiménez')
  await expect(notes).toContainText('El corte de agua de Levante sigue; el parte llega a las cuatro.')
  await expectClean()
  await notes.getByRole('button', { name: /Carmen Jiménez/ }).press('Enter')
  await expect(notes).toContainText('Te encargas')
})
