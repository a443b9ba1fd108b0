import { expect } from '@playwright/test'
import type { Contact } from '../../shared/contract.ts'
import type { RunView } from '../../shared/domain/scripts/run-view.ts'
import type { Desk } from '../../shared/wire.ts'
import type { DeskScreen } from './desk-screen.ts'

/** Mean square of a voice that was really decoded; digital silence is 0, line noise stays far below. */
export const soundEnergy = 1e-6
/** Longer than the longest path of a script; a script that goes round in circles is a fault. */
const mostSteps = 40

export interface DrivenCall {
  externalCallId: string
  interactionId: string
  scriptCompleted: boolean
}

/** The main job once, on the real screens: ring, answer, talk, script, hang up, wrap up, close. */
export async function driveCall(screen: DeskScreen, desk: Desk, citizenKey: string): Promise<DrivenCall> {
  await screen.expectState('ready')
  const { externalCallId } = await desk.request('demo.callMe', { key: citizenKey })
  await expect(screen.ringingCard).toBeVisible()
  const { interactionId } = (await contactOf(desk)).interaction
  await screen.answer()
  await expect(screen.callCard).toBeVisible()
  await hearEachOther(desk, externalCallId, interactionId)
  const scriptCompleted = await walkScript(screen, desk)
  if (await screen.callCard.isVisible()) await screen.hangUp()
  await expect(screen.wrapUpCard).toBeVisible()
  await screen.closeContact('INF')
  await expect(screen.wrapUpCard).toBeHidden()
  return { externalCallId, interactionId, scriptCompleted }
}

/** Waits for sound both ways, or for the citizen to hang up; whether there was sound, the report says. */
async function hearEachOther(desk: Desk, externalCallId: string, interactionId: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { calls, timings } = await desk.request('demo.report', {})
        const call = calls.find((each) => each.externalCallId === externalCallId)
        const timing = timings.find((each) => each.interactionId === interactionId)
        const bothWays =
          call && call.heardAgentEnergy > soundEnergy && typeof timing?.firstAudioMs === 'number'
        return Boolean(bothWays) || call?.ended === true
      },
      { timeout: 15_000, intervals: [100], message: 'no sound both ways within 15 s of answering' },
    )
    .toBe(true)
}

/** Takes the script to an end, by the first answer of each step that leads on. */
async function walkScript(screen: DeskScreen, desk: Desk): Promise<boolean> {
  await expect(screen.script).toBeVisible()
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const { walk } = await contactOf(desk)
    if (!walk) throw new Error('The script is on the screen, and the core walks none.')
    const { step } = walk
    if (step.end) {
      await screen.takeStep(step, undefined)
      await expect(screen.scriptCompleted).toBeVisible()
      return true
    }
    await screen.takeStep(step, choiceOf(walk))
    await expect(screen.script).not.toHaveAttribute('data-step', step.stepId)
  }
  throw new Error(`The script did not end within ${mostSteps} steps.`)
}

/** The first answer that leads where the walk has not been yet, so that a question asked again ends. */
function choiceOf({ step, trail }: RunView): string | undefined {
  const seen = new Set(trail.map(({ stepId }) => stepId))
  return (step.choices.find(({ next }) => !seen.has(next)) ?? step.choices.at(-1))?.key
}

async function contactOf(desk: Desk): Promise<Contact> {
  const contact = await desk.request('contacts.current', {})
  if (!contact) throw new Error('The screen shows a contact, and the core has none.')
  return contact
}

/** After a call that went wrong: the line free and the contact closed, so that the next one has its chance. */
export async function recover(desk: Desk): Promise<void> {
  for (const call of await desk.request('calls.list', {})) {
    const { callId } = call
    await desk.request(call.phase.name === 'alerting' ? 'calls.reject' : 'calls.hangUp', { callId })
  }
  await expect.poll(async () => (await desk.request('calls.list', {})).length, { timeout: 10_000 }).toBe(0)
  const contact = await desk.request('contacts.current', {})
  if (!contact) return
  const { interactionId, draft } = contact.interaction
  await desk.request('contacts.close', { interactionId, draft: { ...draft, disposition: 'CUT' } })
}
