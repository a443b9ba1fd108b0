import { createCore } from '../../src/main/core.ts'
import { fileSecrets } from '../../src/main/hosts/browser/file-secrets.ts'
import { systemClock } from '../../src/main/shell.ts'
import { DeskError } from '../../src/shared/errors.ts'
import type { Contact } from '../../src/shared/contract.ts'
import { connectDesk, memoryPorts } from '../../src/shared/wire.ts'
import { quietLog, quietShell } from '../support/quiet-host.ts'
import { waitFor } from '../support/wait-for.ts'
import { callOf, descriptionOf, type DeskSettings, type DeskWish, type DeskWord } from './desk-words.ts'
import { deviceReport } from '../support/device-report.ts'
import { anyHour } from '../support/any-hour.ts'

/** A whole core without pages. An agent's hands are this file; they know nothing that a screen would not show. */
const settings = JSON.parse(process.argv[2] ?? '') as DeskSettings
const core = await createCore({
  shell: { ...quietShell(settings.dataFolder), secrets: fileSecrets(settings.dataFolder) },
  clock: systemClock,
  log: {
    ...quietLog,
    error: (message, facts) => say({ kind: 'trouble', text: JSON.stringify({ message, ...facts }) }),
  },
  policy: {
    backend: { url: settings.backendUrl },
    allowPlainTextSecrets: false,
    wrapUpSeconds: 0,
    rules: anyHour,
  },
})
const [deskEnd, deskCore] = memoryPorts()
const [voiceEnd, voiceCore] = memoryPorts()
core.attach(deskCore, 'desk')
core.attach(voiceCore, 'voice')
const desk = connectDesk(deskEnd)
const voice = connectDesk(voiceEnd)
await voice.request('voice.hello', {})

let lastChangeAt = performance.now()
let looking: Promise<void> | undefined
const changed = new Set<string>()
desk.on('serviceRequests.changed', ({ serviceRequestIds }) => {
  lastChangeAt = performance.now()
  for (const id of serviceRequestIds) changed.add(id)
  // A desk that starts again is locked until somebody has opened it, and says nothing of any case.
  looking ??= ready.then(look).finally(() => (looking = undefined))
})

const ready = becomeReady()
let work = ready
/** The agent has his hand on it, also while nobody calls for minutes. */
setInterval(() => void desk.request('lock.active', {}).catch(() => undefined), 60_000).unref()
process.on('message', (wish: DeskWish) => {
  work = work
    .then(() => (wish.kind === 'take' ? take(wish.number) : finish(wish.withinMs)))
    .catch((error: unknown) => say({ kind: 'trouble', text: String(error) }))
})
process.on('disconnect', () => process.exit(1))

async function becomeReady(): Promise<void> {
  await waitFor('a session', signIn, { withinMs: 120_000, everyMs: 100 })
  await voice.request('voice.report', {
    kind: 'registration',
    registration: { state: 'registered', since: new Date().toISOString() },
  })
  await voice.request('voice.report', {
    kind: 'devices',
    report: deviceReport(),
  })
}

async function signIn(): Promise<boolean> {
  const { agentId, password } = settings
  const { signedIn } = await desk.request('session.get', {})
  if (signedIn) {
    // A desk that starts again with its session is locked, as it should be.
    await desk.request('lock.open', { password })
    return true
  }
  return await desk.request('session.signIn', { agentId, password }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof DeskError && error.code === 'unavailable') return false
      throw error
    },
  )
}

/** What a crash left in the agent's hands is closed first, as he would; a call that was lost calls again. */
async function take(number: number): Promise<void> {
  await desk.request('lock.active', {})
  const left = await desk.request('contacts.current', {})
  if (left) await close(left, Number(left.interaction.externalCallId.replace('call-', '')))
  const before = await filed(number)
  if (before !== undefined) return say({ kind: 'taken', number, serviceRequestId: before })
  await waitFor('a session', signIn, { withinMs: 120_000, everyMs: 100 })
  await desk.request('agent.setPresence', { presence: { kind: 'ready' } })
  const callId = `${callOf(number)}-${process.pid}`
  const at = () => new Date().toISOString()
  await voice.request('voice.report', {
    kind: 'incoming',
    callId,
    at: at(),
    epochMs: Date.now(),
    offer: {
      number: `+59399${String(1_000_000 + number)}`,
      displayName: '',
      queue: 'incidencias',
      externalCallId: callOf(number),
      ivr: {},
      userToUser: '',
    },
  })
  await voice.request('voice.report', { kind: 'call', callId, event: { kind: 'connected', at: at() } })
  await voice.request('voice.report', {
    kind: 'call',
    callId,
    event: { kind: 'ended', at: at(), cause: 'citizen-hung-up' },
  })
  const contact = await desk.request('contacts.current', {})
  if (!contact) throw new Error(`The contact of call ${number} is not there.`)
  const serviceRequestId = await close(contact, number)
  if (serviceRequestId === null) throw new Error(`Call ${number} was closed without a case.`)
  say({ kind: 'taken', number, serviceRequestId })
}

async function close({ interaction }: Contact, number: number): Promise<string | null> {
  const { serviceRequestId } = await desk.request('contacts.close', {
    interactionId: interaction.interactionId,
    draft: {
      ...interaction.draft,
      serviceCode: 'alumbrado',
      disposition: 'CAS',
      address: 'Av. Amazonas',
      description: descriptionOf(number),
    },
  })
  return serviceRequestId
}

async function filed(number: number): Promise<string | undefined> {
  const recent = await desk.request('contacts.recent', {})
  return recent.find(
    ({ interaction }) => interaction.externalCallId === callOf(number) && interaction.state === 'closed',
  )?.interaction.serviceRequestIds[0]
}

/** Says how far the cases that were announced have got, as the agent's list shows them. */
async function look(): Promise<void> {
  while (changed.size > 0) {
    const asked = new Set(changed)
    changed.clear()
    for (const { request, delivery } of await desk.request('serviceRequests.list', {}))
      if (asked.has(request.serviceRequestId))
        say({ kind: 'seen', serviceRequestId: request.serviceRequestId, delivery })
  }
}

const quietMs = 2_500

async function finish(withinMs: number): Promise<void> {
  const allSent = async () => {
    await desk.request('sync.now', {})
    const { pending } = await desk.request('sync.get', {})
    return pending === 0 && performance.now() - lastChangeAt > quietMs
  }
  await waitFor('an empty outbox', allSent, { withinMs, everyMs: 250 }).catch((error: unknown) =>
    say({ kind: 'trouble', text: String(error) }),
  )
  const { pending, rejected } = await desk.request('sync.get', {})
  await core.close()
  say({ kind: 'finished', pending, rejected: rejected.map(({ reason }) => reason) })
  process.disconnect()
  process.exit(0)
}

function say(word: DeskWord): void {
  process.send?.(word)
}
