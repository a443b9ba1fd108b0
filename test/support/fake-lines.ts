import type { CallOutcome } from '../../src/shared/contract/calls.ts'
import type { Call } from '../../src/shared/domain/call.ts'
import type { Handlers } from '../../src/shared/serve.ts'

type LineHandlers = Pick<
  Handlers,
  | 'calls.dial'
  | 'calls.swap'
  | 'calls.transfer'
  | 'calls.complete'
  | 'calls.join'
  | 'calls.emergency'
  | 'calls.text'
  | 'calls.outcome'
  | 'calls.dismissOutcome'
>

/** The second line of the fake core: one call beside the citizen's, connected or refused when the test says so. */
export function createFakeLines(around: {
  citizen: () => Call | null
  hold: (held: boolean) => void
  changed: () => void
}) {
  let second: Call | null = null
  let outcome: CallOutcome | null = null
  const now = () => new Date().toISOString()

  function change(next: Call | null): null {
    second = next
    around.changed()
    return null
  }
  function place(part: Call['part'], to: string, name: string): { callId: string } {
    if (part === 'consult') around.hold(true)
    change({
      callId: `second-${to}`,
      direction: 'outbound',
      part,
      offer: { number: to, displayName: name, queue: '', externalCallId: '', ivr: {}, userToUser: '' },
      phase: { name: 'ringing', since: now(), earlyMedia: false },
      muted: false,
      held: { local: false, remote: false },
      transfer: null,
      members: [],
      texts: [],
    })
    return { callId: `second-${to}` }
  }

  const handlers: LineHandlers = {
    'calls.dial': ({ to, name = '' }) => place('consult', to, name),
    'calls.swap'() {
      const citizenHeld = around.citizen()?.held.local ?? false
      around.hold(!citizenHeld)
      return change(second && { ...second, held: { ...second.held, local: citizenHeld } })
    },
    'calls.transfer': () => null,
    'calls.complete': () => null,
    'calls.join': () => null,
    'calls.emergency': () => place('emergency', '911', ''),
    'calls.text': ({ text }) =>
      change(
        second && {
          ...second,
          texts: [...second.texts, { from: 'agent', text, at: now(), delivered: true }],
        },
      ),
    'calls.outcome': () => outcome,
    'calls.dismissOutcome'() {
      outcome = null
      around.changed()
      return null
    },
  }
  return {
    handlers,
    beside: (): Call[] => (second ? [second] : []),
    connect: () => change(second && { ...second, phase: { name: 'connected', answeredAt: now() } }),
    refuse(why: CallOutcome['why']) {
      if (second)
        outcome = { what: 'call', to: second.offer.number, name: second.offer.displayName, why, at: now() }
      change(null)
    },
    hangUp: (callId: string) => callId === second?.callId && change(null) === null,
  }
}
