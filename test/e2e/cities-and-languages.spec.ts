import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import english from '../../src/renderer/desk/language/en.json' with { type: 'json' }
import spanish from '../../src/renderer/desk/language/es.json' with { type: 'json' }
import { Script } from '../../src/shared/domain/script.ts'
import { openDesk, type RunningDesk } from '../support/open-desk.ts'

test.describe.configure({ mode: 'serial' })

let desk: RunningDesk | undefined
test.afterEach(async () => {
  await desk?.close()
  desk = undefined
})

for (const { city, heading, citizen, script, theirs, others } of [
  {
    city: 'quito',
    heading: /Quito/,
    citizen: 'Jorge Andrés Cevallos',
    script: 'predial',
    theirs: ['Cédula', 'Turno'],
    others: ['DNI', 'Cita previa'],
  },
  {
    city: 'cordoba',
    heading: /Córdoba/,
    citizen: 'Carmen Luque Serrano',
    script: 'padrón',
    theirs: ['DNI', 'Cita previa'],
    others: ['Cédula', 'Turno'],
  },
] as const) {
  test(`${city} has its own citizens, scripts and words`, async ({ browser }) => {
    desk = await openDesk(browser, { city })
    const { frame, screen } = desk
    await expect(frame.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await screen.signIn()
    await screen.startShift()
    await screen.callMe(citizen)
    await expect(frame.getByTestId('suggested-script')).toContainText(new RegExp(script, 'i'))
    await expect(frame.getByTestId('citizen-card')).toContainText(theirs[0])
    await expect(frame.getByTestId('citizen-card')).not.toContainText(others[0])
    const ending = frame.getByLabel('Resultado')
    await expect(ending.locator('option', { hasText: new RegExp(`^${theirs[1]}$`) })).toHaveCount(1)
    await expect(ending.locator('option', { hasText: new RegExp(`^${others[1]}$`) })).toHaveCount(0)
    await screen.answer()
    await expect(screen.callCard).toBeVisible()
  })
}

test('English is complete: no Spanish word of the desk is left on any screen', async ({ browser }) => {
  desk = await openDesk(browser)
  const { frame, page, screen, core } = desk
  await screen.signIn()
  await frame.getByTestId('check-line').waitFor()
  await core.request('settings.set', { language: 'en', theme: 'system' })
  await expect(frame.getByRole('heading', { name: 'Desk check' })).toBeVisible()
  await expect(frame.locator('html')).toHaveAttribute('lang', 'en')
  // The city's own words stay as the city wrote them. They come down one by one: the pack has them all.
  const scripts = scriptsOf('quito')
  const listed = async () => (await core.request('scripts.list', {})).length
  await expect.poll(listed).toBe(scripts.length)
  const steps = scripts.flatMap((script) => script.steps.map(({ title }) => title))
  const allowed = new Set([...wordsOf(english), ...scripts.map(({ title }) => title), ...steps])
  const onlySpanish = wordsOf(spanish).filter((words) => !allowed.has(words))
  const left = () =>
    frame.locator('body').evaluate((body, unwanted) => {
      const shown = [...body.querySelectorAll('*')].flatMap((element) => [
        ...[...element.childNodes]
          .filter((node) => node.nodeType === 3)
          .map((node) => node.textContent ?? ''),
        ...['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
      ])
      return shown.map((text) => text.trim()).filter((text) => unwanted.includes(text))
    }, onlySpanish)
  expect(await left()).toEqual([])

  await frame.getByRole('button', { name: 'Start shift' }).click()
  await screen.expectState('ready')
  expect(await left()).toEqual([])
  await core.request('demo.callMe', { key: 'alimentos' })
  await expect(screen.ringingCard).toContainText('Segundo Manuel Guamán')
  expect(await left()).toEqual([])
  await screen.answer()
  await expect(screen.callCard).toBeVisible()
  expect(await left()).toEqual([])
  await frame.getByRole('button', { name: 'Hang up' }).click()
  await expect(screen.wrapUpCard).toBeVisible()
  expect(await left()).toEqual([])
  await page.keyboard.press('Control+Shift+E')
  await expect(frame.getByTestId('emergency-card')).toBeVisible()
  expect(await left()).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(frame.getByRole('dialog')).toBeVisible()
  expect(await left()).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await expect(frame.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  expect(await left()).toEqual([])
})

/** The titles that a city's own scripts put on the screens. */
function scriptsOf(city: string): Script[] {
  const folder = join('assets/packs', city, 'scripts')
  return readdirSync(folder).map((file) => Script.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
}

type Words = { readonly [key: string]: string | Words }

/** The whole texts without a gap to fill, which can be compared as they stand. */
function wordsOf(tree: Words): string[] {
  return Object.values(tree).flatMap((value) => {
    if (typeof value !== 'string') return wordsOf(value)
    return value.includes('{{') ? [] : [value]
  })
}
