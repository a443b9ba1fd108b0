import { expect } from '@playwright/test'
import type { RunningDesk } from './open-desk.ts'

export type ScreenName = (typeof screenNames)[number]

/** In the order of the walk, numbered as the files in `docs/screens` are. */
export const screenNames = [
  '01-sign-in',
  '02-check',
  '03-idle',
  '04-ringing',
  '05-talking',
  '06-script-fields',
  '07-wrap-up',
  '08-delivered',
  '09-search',
  '10-emergency',
  '11-cases',
  '12-settings',
  '13-shortcuts',
] as const

/** Column of the desk that a state is about, where only one fits. */
export const columnOf: Partial<Record<ScreenName, 'Línea' | 'Guion' | 'Ciudadano'>> = {
  '03-idle': 'Línea',
  '04-ringing': 'Línea',
  '05-talking': 'Guion',
  '06-script-fields': 'Guion',
  '07-wrap-up': 'Ciudadano',
  '08-delivered': 'Ciudadano',
}

/** Through every screen of the desk once, in a food-aid call; `look` is asked to leave the state as it found it. */
export async function walkScreens(
  desk: RunningDesk,
  look: (name: ScreenName) => Promise<void>,
): Promise<void> {
  const { page, frame, screen } = desk
  await expect(frame.getByRole('button', { name: /Entrar como/ }).first()).toBeVisible()
  await look('01-sign-in')
  await screen.signIn()
  await expect(frame.getByText('Todo listo.')).toBeVisible()
  await look('02-check')
  await screen.startShift()
  await look('03-idle')

  await screen.callMe('Segundo Manuel Guamán')
  await expect(frame.getByTestId('suggested-script')).toBeVisible()
  await look('04-ringing')
  await screen.answer()
  await expect(screen.script).toHaveAttribute('data-step', 'sin-comida')
  await look('05-talking')
  for (const [step, key] of [
    ['sin-comida', '2'],
    ['consentimiento', '1'],
    ['municipio', '1'],
  ] as const) {
    await expect(screen.script).toHaveAttribute('data-step', step)
    await page.keyboard.press(key)
  }
  await expect(screen.script).toHaveAttribute('data-step', 'datos')
  await screen.script.getByLabel('Dirección').fill('Guamaní, calle Ayapamba y Av. Maldonado')
  await look('06-script-fields')

  await screen.hangUp()
  await expect(screen.wrapUpCard).toBeVisible()
  await frame.getByLabel('Servicio').selectOption('ayuda-alimentaria')
  await frame.getByLabel('Descripción').fill('Cinco personas, dos niños. Sin ingresos desde hace un mes.')
  await frame.getByLabel('Notas').fill('Pide que se entregue por la tarde.')
  await frame.getByLabel('Resultado').selectOption('Caso creado')
  await look('07-wrap-up')
  await frame.getByRole('button', { name: 'Cerrar contacto' }).click()
  await screen.expectState('ready')
  const newest = frame.getByTestId('latest-cases').getByTestId('delivery').first()
  await expect(newest).toHaveAttribute('data-delivery', 'received')
  await look('08-delivered')

  await page.keyboard.press('/')
  await frame.getByLabel('Buscar trámites, guiones y unidades').fill('reclamo de impuesto')
  await expect(frame.getByTestId('procedure-facts')).toBeVisible()
  await look('09-search')
  await page.keyboard.press('Escape')
  await expect(frame.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Control+Shift+E')
  await expect(frame.getByTestId('emergency-card')).toContainText('911')
  await look('10-emergency')
  await page.keyboard.press('Escape')
  await open(desk, 'Casos')
  await expect(frame.getByTestId('cases-table')).toBeVisible()
  await look('11-cases')
  await open(desk, 'Ajustes')
  await expect(frame.getByRole('heading', { level: 1, name: 'Ajustes' })).toBeVisible()
  await look('12-settings')
  await open(desk, 'Escritorio')
  await page.keyboard.press('F1')
  await expect(frame.getByRole('dialog', { name: 'Atajos de teclado' })).toBeVisible()
  await look('13-shortcuts')
  await page.keyboard.press('Escape')
}

async function open({ frame }: RunningDesk, item: string): Promise<void> {
  await frame.getByRole('button', { name: 'Menú', exact: true }).click()
  await frame.getByRole('menuitem', { name: item }).click()
}

/** 1366×768 is the smallest desk; the other is the same at 200 % zoom (WCAG 2.2, 1.4.4 and 1.4.10). */
export const sizes = { desk: { width: 1366, height: 768 }, zoomed: { width: 683, height: 384 } } as const

/** Shows the state at 200 % zoom, in the column that it is about, and leads back. */
export async function atZoom(
  { page, frame }: RunningDesk,
  name: ScreenName,
  look: () => Promise<void>,
): Promise<void> {
  await page.setViewportSize(sizes.zoomed)
  const column = columnOf[name]
  if (column) {
    await frame.getByRole('tab', { name: column }).click()
    await expect(frame.getByRole('tabpanel', { name: column })).toBeVisible()
  }
  await look()
  await page.setViewportSize(sizes.desk)
  if (column) await expect(frame.getByRole('tab', { name: column })).toBeHidden()
}
