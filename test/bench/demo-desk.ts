import type { Page } from '@playwright/test'
import { connectDriver } from '../../src/demo/drive/connect-driver.ts'
import type { Presence } from '../../src/shared/domain/agent.ts'
import type { Desk } from '../../src/shared/wire.ts'
import { waitFor } from '../support/wait-for.ts'

const ready: Presence = { kind: 'ready' }

/** The desk of the demo city at work, and what drives it beside its screen. */
export interface DemoDesk {
  readonly page: Page
  readonly control: Desk
}

export async function openDemoDesk(page: Page, url: string): Promise<DemoDesk> {
  await page.goto(url)
  const control = await connectDriver(page.context(), url)
  const { city } = await control.request('session.get', {})
  const agent = city?.agents.find((one) => one.role === 'agent')
  await control.request('session.signIn', { agentId: agent?.agentId ?? '' })
  await page.frameLocator('iframe').getByRole('button', { name: 'Empezar turno' }).click()
  await waitFor('a registered desk', async () => (await control.request('agent.get', {})).state === 'ready')
  await waitFor('the city’s knowledge', async () => (await control.request('scripts.list', {})).length > 0)
  return { page, control }
}

/** A citizen calls and is answered on the screen; resolves once his voice is there. */
export async function takeDemoCall({ page, control }: DemoDesk): Promise<void> {
  await control.request('agent.setPresence', { presence: ready })
  await control.request('demo.callMe', { key: await talkativeCitizen(control) })
  await page
    .frameLocator('iframe')
    .getByRole('button', { name: /^Responder/ })
    .click()
  await waitFor('the citizen’s voice on the desk', async () => {
    const { timings } = await control.request('demo.report', {})
    return timings.at(-1)?.firstAudioMs
  })
}

export async function endDemoCall({ control }: DemoDesk): Promise<void> {
  const [call] = await control.request('calls.list', {})
  if (!call) throw new Error('The citizen hung up before the measurement was over.')
  await control.request('calls.hangUp', { callId: call.callId })
  const contact = await waitFor('the wrap-up', async () => {
    const current = await control.request('contacts.current', {})
    return current?.interaction.state === 'wrap-up' ? current : undefined
  })
  await control.request('contacts.close', {
    interactionId: contact.interaction.interactionId,
    draft: { ...contact.interaction.draft, disposition: 'INF' },
  })
}

/** One who speaks at once and is known to the city, so that the card has everything to paint. */
export async function talkativeCitizen(control: Desk): Promise<string> {
  const known = await control.request('demo.citizens', {})
  return known[0]?.key ?? ''
}
