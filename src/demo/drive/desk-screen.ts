import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test'
import type { ScriptField, ScriptStep } from '../../shared/domain/script.ts'

/** What a driver and the tests do on the desk page, in the words that stand on it (Spanish, as it ships). */
export interface DeskScreen {
  readonly ringingCard: Locator
  readonly callCard: Locator
  readonly wrapUpCard: Locator
  readonly script: Locator
  readonly scriptCompleted: Locator
  signIn(agentName?: string): Promise<void>
  /** Through *Revisión del puesto*; resolves when calls can come. */
  startShift(): Promise<void>
  expectState(state: string): Promise<void>
  /** The small control of the demo city. */
  callMe(citizenName: string): Promise<void>
  answer(): Promise<void>
  hangUp(): Promise<void>
  /** Writes what the step asks for and takes one way on: a choice by its digit, or *Continuar*. */
  takeStep(step: ScriptStep, choice: string | undefined): Promise<void>
  /** Keeps the disposition of the script's path; chooses this one where there is none. */
  closeContact(otherwise: string): Promise<void>
}

/** `desk` is the page itself, or the frame that the voice page holds it in. */
export function deskScreen(page: Page, desk: Page | FrameLocator): DeskScreen {
  const button = (name: string | RegExp): Locator => desk.getByRole('button', { name })
  const state = desk.getByTestId('agent-state')
  const script = desk.getByTestId('running-script')
  return {
    ringingCard: desk.getByTestId('ringing-card'),
    callCard: desk.getByTestId('call-card'),
    wrapUpCard: desk.getByTestId('wrap-up-card'),
    script,
    scriptCompleted: desk.getByTestId('script-completed'),
    signIn: (agentName = '') => button(`Entrar como ${agentName}`).first().click(),
    async startShift() {
      await button('Empezar turno').click()
      await expect(state).toHaveAttribute('data-state', 'ready')
    },
    expectState: (wanted) => expect(state).toHaveAttribute('data-state', wanted),
    async callMe(citizenName) {
      const who = desk.getByLabel('Quién llama')
      const option = who.locator('option', { hasText: citizenName })
      await who.selectOption((await option.getAttribute('value')) ?? citizenName)
      await button('Llámame ahora').click()
    },
    answer: () => desk.getByTestId('answer').click(),
    hangUp: () => desk.getByTestId('call-card').getByRole('button', { name: 'Colgar' }).click(),
    async takeStep(step, choice) {
      await expect(script).toHaveAttribute('data-step', step.stepId)
      for (const field of step.fields) await script.getByLabel(field.label).fill(exampleFor(field))
      if (choice === undefined) await script.getByRole('button', { name: /Continuar|Terminar guion/ }).click()
      else if (step.fields.length === 0) await page.keyboard.press(choice)
      else await script.locator(`[aria-keyshortcuts="${choice}"]`).click()
    },
    async closeContact(otherwise) {
      const disposition = desk.getByLabel('Resultado')
      if ((await disposition.inputValue()) === '') await disposition.selectOption(otherwise)
      await button('Cerrar contacto').click()
    },
  }
}

function exampleFor({ kind, label, documents }: ScriptField): string {
  switch (kind) {
    case 'number':
      return '2'
    case 'date':
      return '2026-11-02'
    case 'phone':
      return '0991234567'
    case 'address':
      return 'Calle Bolívar 12 y García Moreno'
    case 'document':
      return documents?.includes('cedula') === false ? '12345678Z' : '1710034065'
    case 'text':
    case 'long-text':
      return `Dato de prueba: ${label}`
  }
}
