import { emptyDraft } from '../../src/shared/domain/interaction.ts'
import type { Disposition } from '../../src/shared/domain/disposition.ts'
import { settled, type TestDesk } from './test-desk.ts'

const minuteMs = 60_000

/** What happens to a desk in the middle of a shift, asked of whichever core stands there now: a restart makes another. */
export function shiftOf(desk: () => TestDesk) {
  const ask = () => desk().desk
  const at = () => new Date(desk().clock.now()).toISOString()
  const shift = () => ask().request('shift.prompts', {})
  async function pass(minutes: number) {
    desk().clock.pass(minutes * minuteMs)
    await settled()
    // Whoever was away for longer finds the desk locked and comes back to it.
    await ask().request('lock.open', {})
  }
  return {
    at,
    pass,
    shift,
    agent: () => ask().request('agent.get', {}),
    async connect(callId: string) {
      await desk().ring(callId)
      await desk().report({ kind: 'call', callId, event: { kind: 'connected', at: at() } })
    },
    async hangUpAndClose(callId: string, disposition: Disposition = 'INF') {
      await desk().report({
        kind: 'call',
        callId,
        event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
      })
      const contact = await ask().request('contacts.current', {})
      const interactionId = contact?.interaction.interactionId ?? ''
      await ask().request('contacts.close', { interactionId, draft: { ...emptyDraft, disposition } })
      await settled()
    },
    async untilResting() {
      for (let minutes = 0; minutes < 60 && (await shift()).resting === null; minutes++) await pass(1)
    },
  }
}
