import { createAgent } from '../features/agent.ts'
import { createLock } from '../features/privacy/lock.ts'
import { createPrivacy } from '../features/privacy/privacy.ts'
import { createSession } from '../features/session/session.ts'
import { createSettings } from '../features/settings.ts'
import { createAccount } from '../sign-in/account.ts'
import { queueName } from './call-wires.ts'
import type { House, Parts } from './house.ts'

/** Who sits at the desk, in what state, behind which lock, and what was looked at. */
export function sessionParts(
  house: House,
): Pick<Parts, 'agent' | 'lock' | 'privacy' | 'session' | 'settings'> {
  const { agentId, country, deps, inContact } = house
  const { announce, clock, newId, rows, shell } = deps
  const settings = createSettings({
    remembered: rows.remembered,
    onChanged: () => announce('settings.changed', {}),
  })
  const privacy = createPrivacy({
    rows,
    clock,
    newId,
    agentId,
    country,
    clearClipboard() {
      shell.clearClipboard()
      announce('privacy.clearClipboard', {})
    },
  })
  const lock = createLock({
    clock,
    remembered: rows.remembered,
    inContact,
    signedIn: () => house.session.current() !== undefined,
    ringing() {
      const call = house.softphone.calls().find(({ phase }) => phase.name === 'alerting')
      return call ? queueName(rows, call) : null
    },
    onChanged: () => announce('lock.changed', {}),
    onRefused: privacy.refusedUnlock,
  })
  return { agent: agentOf(house), lock, privacy, session: sessionOf(house), settings }
}

function agentOf(house: House): Parts['agent'] {
  const { announce, clock, shell } = house.deps
  return createAgent({
    clock,
    facts: {
      calls: () => house.softphone.calls(),
      registration: () => house.softphone.registration(),
      devices: () => house.softphone.devices(),
      wrapUpPending: () => house.contacts.wrapUpPending(),
      held: () => house.shifts.held(),
      offers: (presence) => house.shifts.offers(presence),
    },
    onChanged(state) {
      announce('agent.changed', {})
      shell.showState(state)
      house.shifts.follow()
      house.reports.tell()
    },
    sendPresence: (presence) => house.session.sendPresence(presence),
  })
}

function sessionOf(house: House): Parts['session'] {
  const { backend, deps } = house
  const { announce, clock, log, policy, rows, shell } = deps
  return createSession({
    backend,
    account: createAccount({
      backend,
      backendUrl: policy.backend.url,
      deskId: deps.keys.deskId,
      deviceKey: deps.deviceKey,
      openExternal: shell.openExternal,
      issuer: policy.signIn?.issuer,
      clock,
      log,
    }),
    deskId: deps.keys.deskId,
    offlineMs: (policy.signIn?.offlineHours ?? 0) * 60 * 60 * 1000,
    remembered: rows.remembered,
    clock,
    log,
    demo: deps.demo !== undefined,
    inContact: house.inContact,
    onOpened(opened, city) {
      // Not ready until the agent has looked at his microphone and line and says so.
      house.agent.become({ kind: 'preparing' })
      house.directory.open(opened.colleagues)
      house.softphone.open(opened.softphone)
      house.knowledgeSync.askAgain()
      house.loop.start({
        token: opened.token,
        agentId: opened.agent.agentId,
        country: city?.country ?? 'EC',
      })
      house.shifts.open()
    },
    onSignedIn: (secret) => house.lock.opened(secret),
    onEntered: () => shell.focusWindow(),
    onResumed: () => house.lock.resumed(),
    onClosed() {
      house.lock.closed()
      house.reports.stop()
      house.shifts.close()
      house.loop.stop()
      house.softphone.close()
      house.directory.close()
      house.agent.become({ kind: 'signed-out' })
    },
    onLeaving: () => house.softphone.giveUpLine(),
    onChanged: () => announce('session.changed', {}),
  })
}
