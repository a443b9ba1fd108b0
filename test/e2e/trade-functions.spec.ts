import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Locator } from '@playwright/test'
import { Board } from '../../src/shared/domain/schedules/live.ts'
import { schedulePaths } from '../../src/shared/schedules-api.ts'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'
import { openOwnCity, type OwnCity } from '../support/own-city.ts'

/** Ana is on the telephone and should leave it, by her site's numbers at once; Luis answers e-mail. */
let city: OwnCity
let ana: RunningDesk
let luis: RunningDesk

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  city = await openOwnCity()
  planBothForNow()
  await city.restartBackend()
  ;[ana, luis] = await Promise.all([
    openDesk(browser, { policyFile: policyWith({ settings: { percent: 0, blockMinutes: 0 } }, 'ana') }),
    openDesk(browser, { policyFile: policyWith({ enabled: false }, 'luis') }),
  ])
})
test.afterAll(async () => {
  await ana.close()
  await luis.close()
  await city.close()
})

/** Both go home in six hours, at whatever hour the test runs. Quito is five hours behind UTC all the year. */
function planBothForNow(): void {
  const wall = (hours: number) => new Date(Date.now() + (hours - 5) * 3_600_000).toISOString().slice(11, 16)
  const shifts = ['ana-guaman', 'luis-toapanta'].map((agentId) => ({
    shiftId: `${agentId}-hoy`,
    agentId,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    from: wall(-2),
    to: wall(6),
    activities: [],
  }))
  writeFileSync(join(city.packFolder, 'shifts.json'), JSON.stringify(shifts))
}

function policyWith(voice: object, name: string): string {
  const policy = JSON.parse(readFileSync(city.policyFile, 'utf8')) as { rules: object }
  const file = join(city.packFolder, '..', `policy-${name}.json`)
  writeFileSync(file, JSON.stringify({ ...policy, rules: { ...policy.rules, 'R-VOICE': voice } }))
  return file
}

const wordOf = async (agentId: string) => {
  const { rows } = Board.parse(await city.askAsLead(schedulePaths.board))
  const row = rows.find((one) => one.agentId === agentId)
  return [row?.state, row?.reason ?? null]
}

async function expectClean(desk: RunningDesk): Promise<void> {
  const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))).toEqual([])
}

const chooseInMenu = async ({ frame }: RunningDesk, name: string) => {
  await frame.getByRole('button', { name: 'Menú' }).press('Enter')
  await frame.getByRole('menuitem', { name }).press('Enter')
}
const yes = (card: Locator) => card.getByRole('button', { name: 'Sí, cambio', exact: true }).press('Enter')

test('R-VOICE: two desks are asked, both say yes, and each goes to the other’s function when his contact is over', async () => {
  await Promise.all([ana.screen.signIn('Ana Guamán'), luis.screen.signIn('Luis Toapanta')])
  await Promise.all([ana.screen.startShift(), luis.screen.startShift()])
  const become = (reason: 201 | 203) =>
    luis.core.request('agent.setPresence', { presence: { kind: 'not-ready', reason } })
  await become(203)
  await expect.poll(() => wordOf('ana-guaman')).toEqual(['ready', null])
  await expect.poll(() => wordOf('luis-toapanta')).toEqual(['not-ready', 203])

  // A backend that has just started looks through the team with the first word it hears.
  await city.restartBackend()
  city.call('catastro')
  await ana.screen.answer()
  const cardOfAna = ana.frame.getByTestId('prompt-R-VOICE')
  await expect(cardOfAna).toContainText('Correo')
  await expectClean(ana)
  await ana.page.screenshot({ path: 'test-results/trade-in-a-call.png' })
  await yes(cardOfAna)
  await expect(cardOfAna).toContainText('Anotado.')

  // The other desk hears of it with its next word: here, back from a course.
  const cardOfLuis = luis.frame.getByTestId('prompt-R-BUDGET')
  await become(201)
  await expect.poll(() => wordOf('luis-toapanta')).toEqual(['not-ready', 201])
  await become(203)
  await expect(cardOfLuis).toContainText('Teléfono')
  await expect(cardOfLuis).toContainText('Solo si los dos dicen que sí')
  await expect(cardOfLuis.getByRole('button', { name: 'Sí, cambio' })).toBeVisible()
  await yes(cardOfLuis)
  await luis.screen.expectState('ready')
  await ana.screen.expectState('talking')

  await ana.page.keyboard.press('Control+Shift+C')
  await ana.screen.closeContact('INF')
  await ana.screen.expectState('not-ready')
  await expect(ana.frame.getByTestId('line-card')).toContainText('Correo')
  await expect(cardOfAna).toHaveCount(0)
  await expect(cardOfLuis).toHaveCount(0)
  await expectClean(luis)
})

test('F-OCC: the lead grants a rest from the board, and it begins when the agent says so', async () => {
  await chooseInMenu(luis, 'Terminar turno y salir')
  await luis.screen.signIn('Patricia Cevallos')
  await luis.frame.getByRole('tab', { name: 'En vivo' }).press('Enter')
  const people = luis.frame.getByTestId('board-people')
  await people.getByLabel('Pausa extra de').selectOption('15')
  await people.getByRole('button', { name: 'Conceder una pausa extra a Ana Guamán' }).press('Enter')
  await expect(people.getByTestId('figure')).toHaveText('Ana Guamán: 15 min de pausa extra concedidos.')
  await expectClean(luis)

  const card = ana.frame.getByTestId('prompt-F-OCC')
  await expect(card).toContainText('15 min')
  await expectClean(ana)
  await ana.page.screenshot({ path: 'test-results/granted-rest.png' })
  await card.getByRole('button', { name: 'Ahora', exact: true }).press('Enter')
  await expect(ana.frame.getByTestId('break-column').getByRole('timer')).toHaveText(/^1[45]:\d\d$/)
  await expect(card).toHaveCount(0)
})
