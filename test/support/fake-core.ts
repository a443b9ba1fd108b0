import { fakeSchedules } from './fake-schedules.ts'
import type {
  AgentView,
  AutoAnswering,
  CacheView,
  Contact,
  ContractEvents,
  ContractRequests,
  EventName,
  LockView,
  QualityView,
  RequestName,
  SessionView,
  Settings,
  SoundSettings,
  StationCheckView,
  ShiftPrompts,
  SyncView,
} from '../../src/shared/contract.ts'
import type { Call } from '../../src/shared/domain/call.ts'
import { usualTreatment } from '../../src/shared/domain/sound.ts'
import { speaking } from '../../src/shared/domain/citizen.ts'
import type { InteractionDraft } from '../../src/shared/domain/interaction.ts'
import { advanceRun, outcomeOf, startRun, stepOf } from '../../src/shared/domain/run-script.ts'
import type { ScriptRun } from '../../src/shared/domain/script-run.ts'
import { activeRun } from '../../src/shared/domain/scripts/active-run.ts'
import { checkScript } from '../../src/shared/domain/scripts/check-script.ts'
import { viewOf } from '../../src/shared/domain/scripts/run-view.ts'
import { faultsOf } from '../../src/shared/domain/scripts/typed-answers.ts'
import { rehearse } from '../../src/main/features/scripts/rehearse.ts'
import { DeskError } from '../../src/shared/errors.ts'
import { serveDesk, type Handlers } from '../../src/shared/serve.ts'
import { connectDesk, memoryPorts, type Desk, type Port } from '../../src/shared/wire.ts'
import * as city from './fake-city.ts'
import { fakeHandover } from './fake-handover.ts'
import { fakePublishing } from './fake-publishing.ts'
import { fakeRecords } from './fake-records.ts'
import { createFakeLines } from './fake-lines.ts'

/** What the stand of the desk page may be started as. */
export interface FakeCoreOptions {
  signedIn?: boolean
  /** Who signs in leads a team. */
  teamLead?: boolean
  backend?: 'choose' | 'password' | 'absent'
  presence?: AgentView['presence']
  setAside?: CacheView['setAside']
}

/**
 * A core small enough to read, for the desk page alone: one agent, one citizen at a time, no line and no
 * database. It obeys the contract because it is served by the real `serveDesk`.
 */
export function createFakeCore(options: FakeCoreOptions = {}) {
  const me = options.teamLead === true ? { ...city.agent, role: 'team-lead' as const } : city.agent
  let ids = 0
  const newId = () => String(++ids).padStart(26, '0')
  const now = () => new Date().toISOString()
  const ports = new Set<Port>()
  const emitters = new Set<(name: EventName, payload: unknown) => void>()
  const autosaved: InteractionDraft[] = []
  const asked: { method: string; input: unknown }[] = []
  const stalled = new Set<string>()
  const late: (() => void)[] = []
  let contact: Contact | null = null
  const lines = createFakeLines({
    citizen: () => contact?.call ?? null,
    hold: (held) => holdCitizen(held),
    changed: () => emit('calls.changed', {}),
  })
  let requests: ContractRequests['serviceRequests.list']['output'] = city.openCases
  let recent: ContractRequests['contacts.recent']['output'] = []
  let shift: ShiftPrompts = city.shiftPrompts
  let lock: LockView = {
    locked: false,
    reason: null,
    needsPassword: options.backend === 'password',
    ringing: null,
  }
  let preferences: ContractRequests['shift.preferences']['output'] = { avoid: [], prefer: [], reminders: {} }
  let quality: QualityView[] = []
  /** How the call on the desk sounds from now on. */
  function soundsAs(now: Partial<QualityView>): void {
    const well = { mos: 4.4, alarms: [], fault: null, repair: { name: 'idle' as const } }
    quality = [{ ...well, callId: live().call?.callId ?? '', ...now }]
    emit('quality.changed', {})
  }
  let sound: SoundSettings = { treatment: usualTreatment, headsetButtons: false, autoAnswer: true }
  let check: StationCheckView = {
    running: false,
    exchange: null,
    clockOffsetMs: null,
    freeDiskBytes: null,
    loopBack: null,
    loopBackRunning: false,
  }
  /** What the check of the station has found out from now on. */
  function measured(found: Partial<StationCheckView>): void {
    check = { ...check, ...found }
    emit('check.changed', {})
  }
  let autoAnswering: AutoAnswering | null = null
  function answersItself(next: AutoAnswering | null): void {
    autoAnswering = next
    emit('calls.changed', {})
  }
  let setAside: CacheView['setAside'] = options.setAside ?? []
  let settings: Settings = { language: 'es', theme: 'system' }
  let sync: SyncView = {
    pending: 0,
    waiting: [],
    rejected: [],
    reachable: true,
    trouble: null,
    clockOffByMs: null,
    lastSyncAt: now(),
    problems: [],
  }
  let session: SessionView = {
    account: { state: 'none', address: null },
    elsewhereSince: null,
    signedIn: options.signedIn ?? false,
    agent: options.signedIn ? me : null,
    city: options.backend === 'absent' ? null : { ...city.info, signIn: options.backend ?? 'choose' },
    demo: options.backend !== 'password',
    backendReachable: options.backend !== 'absent',
  }
  let agent: AgentView = {
    state: 'not-ready',
    since: now(),
    presence: options.presence ?? { kind: 'preparing' },
    next: null,
    registration: { state: 'registered', since: now() },
    devices: city.devices,
  }

  function emit<E extends EventName>(name: E, payload: ContractEvents[E]): void {
    for (const each of emitters) each(name, payload)
  }
  function derive(): void {
    const phase = contact?.call?.phase.name
    const state =
      phase === 'alerting'
        ? 'reserved'
        : phase === 'connected'
          ? 'talking'
          : contact
            ? 'wrap-up'
            : agent.presence.kind !== 'ready'
              ? agent.presence.kind
              : agent.registration.state === 'registered' && agent.devices.microphone === 'open'
                ? 'ready'
                : 'no-line'
    if (state !== agent.state) agent = { ...agent, state, since: now() }
    emit('agent.changed', {})
  }
  function setContact(next: Contact | null): void {
    contact = next
    derive()
    emit('calls.changed', {})
    if (next) emit('contact.changed', { interactionId: next.interaction.interactionId })
  }
  function live(): Contact {
    if (!contact) throw new DeskError('not-found', 'No contact on the desk.')
    return contact
  }
  function setCall(change: Partial<Call>): null {
    const current = live()
    if (current.call) setContact({ ...current, call: { ...current.call, ...change } })
    return null
  }
  function holdCitizen(held: boolean): void {
    const call = contact?.call
    if (call) setCall({ held: { ...call.held, local: held } })
  }
  function end(): null {
    const current = live()
    const interaction = { ...current.interaction, endedAt: now(), state: 'wrap-up' as const }
    setContact({
      ...current,
      call: null,
      interaction,
      wrapUpEndsAt: new Date(Date.now() + 120_000).toISOString(),
    })
    return null
  }
  function ring(key: string): void {
    if (!contact) setContact(city.contactOf(key, newId(), now()))
  }

  function setLock(next: LockView): LockView {
    lock = next
    emit('lock.changed', {})
    return lock
  }
  /** The contact with its walk as the core would show it. */
  function walking(current: Contact): Contact {
    const run = activeRun(current.interaction)
    return { ...current, walk: run ? viewOf(city.scriptOf(run.scriptId), run) : null }
  }
  function runOf({ interaction }: Contact, runId: string): ScriptRun {
    const run = interaction.runs.find((each) => each.runId === runId)
    if (!run) throw new DeskError('not-found', 'No run.')
    return run
  }

  derive()

  let recordingPaused = false
  const recording = () => ({ state: recordingPaused ? ('paused' as const) : ('recording' as const) })

  const handlers: Handlers = {
    'secondLevel.queue': () => [],
    'secondLevel.open': () => {
      throw new DeskError('not-found', 'No such case.')
    },
    'secondLevel.step': () => null,
    'tasks.list': () => [],
    'contacts.perhapsTheSame': () => [],
    'contacts.fileEscalation': () => {
      throw new DeskError('not-found', 'No such contact.')
    },
    'news.list': () => ({ count: 0, items: [] }),
    'news.changes': () => ({ note: null, differences: [] }),
    'news.read': () => null,
    'bundle.get': () => ({ installed: null, refused: null }),
    'bundle.takeFile': () => ({ kind: 'same' }),
    'recording.get': recording,
    'recording.pause': ({ paused }) => {
      recordingPaused = paused
      return recording()
    },
    'quality.now': () => quality,
    'quality.repair'() {
      soundsAs({ mos: null, fault: 'nothing-arrives', repair: { name: 'trying', step: 'path' } })
      return null
    },
    'quality.recent': () => city.callQualities,
    'session.get': () => session,
    'session.signIn': ({ agentId, password }) => {
      if (!session.city) throw new DeskError('unavailable', 'No backend.')
      if (agentId !== city.agent.agentId || password === 'mala') throw new DeskError('unauthorised', 'Wrong.')
      session = { ...session, signedIn: true, agent: me }
      emit('session.changed', {})
      return session
    },
    'session.enterWithAccount': () => {
      session = { ...session, account: { state: 'waiting', address: 'http://127.0.0.1:1/auth' } }
      emit('session.changed', {})
      return session
    },
    'session.cancelAccount': () => {
      session = { ...session, account: { state: 'cancelled', address: null } }
      emit('session.changed', {})
      return session
    },
    'session.signOut': () => {
      session = { ...session, signedIn: false, agent: null }
      emit('session.changed', {})
      return null
    },
    'agent.get': () => agent,
    'agent.setPresence': ({ presence }) => {
      agent = { ...agent, presence, since: now() }
      derive()
      return agent
    },
    'agent.setNext': ({ presence }) => {
      agent = { ...agent, next: presence }
      emit('agent.changed', {})
      return agent
    },
    'sound.get': () => sound,
    'sound.set'(next) {
      sound = next
      emit('sound.changed', {})
      return sound
    },
    'sound.meter'() {
      emit('sound.levels', { microphone: -30, speaker: -28, ringer: -90 })
      return null
    },
    'sound.test': () => null,
    'sound.lookForHeadset': () => null,
    'check.get': () => check,
    'check.run'() {
      measured({ running: true })
      return null
    },
    'check.loopBack'() {
      measured({ loopBackRunning: true })
      return null
    },
    'calls.autoAnswer': () => autoAnswering,
    'calls.refuseAutoAnswer'() {
      answersItself(null)
      return null
    },
    'devices.choose': ({ role, deviceId }) => {
      const { devices } = agent
      agent = { ...agent, devices: { ...devices, chosen: { ...devices.chosen, [role]: deviceId } } }
      emit('agent.changed', {})
      return null
    },
    'devices.openMicrophone': () => {
      agent = { ...agent, devices: { ...agent.devices, microphone: 'open' } }
      derive()
      return null
    },
    'line.reconnect': () => {
      agent = { ...agent, registration: { state: 'registered', since: now() } }
      derive()
      return null
    },
    'calls.list': () => [...(contact?.call ? [contact.call] : []), ...lines.beside()],
    ...lines.handlers,
    'directory.get': () => ({
      colleagues: [
        { name: 'Luis Caiza', line: '1002', state: 'free' },
        { name: 'Marta Cevallos', line: '1003', state: 'busy' },
      ],
      units: [],
      voicemail: { fresh: 2, kept: 1 },
    }),
    ...fakeSchedules,
    'calls.answer': () => {
      const current = live()
      setContact({
        ...current,
        interaction: { ...current.interaction, answeredAt: now(), state: 'active' },
        call: current.call && { ...current.call, phase: { name: 'connected', answeredAt: now() } },
      })
      return null
    },
    'calls.reject': () => {
      setContact(null)
      return null
    },
    'calls.hangUp': ({ callId }) => (lines.hangUp(callId) ? null : end()),
    'calls.hold': ({ held }) => setCall({ held: { local: held, remote: false } }),
    'calls.mute': ({ muted }) => setCall({ muted }),
    'calls.dtmf': () => null,
    'contacts.current': () => contact,
    'contacts.recent': () => recent,
    'contacts.whoIs': () => null,
    'appointments.offices': () => ({ rules: [], procedures: [], remindBy: ['call'] }),
    'appointments.slots': () => ({ live: true, slots: [] }),
    'appointments.hold': () => Promise.reject(new DeskError('unavailable', 'No backend.')),
    'appointments.release': () => null,
    'appointments.confirm': () => Promise.reject(new DeskError('conflict', 'No contact.')),
    'appointments.adopt': () => Promise.reject(new DeskError('not-found', 'No appointment.')),
    'appointments.cancel': () => null,
    'appointments.told': () => null,
    'appointments.get': () => null,
    'appointments.find': () => [],
    'appointments.visitor': () => null,
    'appointments.owed': () => [],
    'appointments.agenda': () => [],
    'appointments.publish': () => null,
    'appointments.withdraw': () => null,
    'appointments.nextReminder': () => ({ reminder: null, waiting: 0 }),
    'appointments.settleReminder': () => null,
    'attachments.list': () => [],
    'attachments.open': () => {
      throw new DeskError('unavailable', 'No backend behind this desk.')
    },
    'attachments.documents': () => ({ mayBeSaved: false }),
    'attachments.save': () => {
      throw new DeskError('forbidden', 'No document is saved here.')
    },
    'attachments.begin': () => ({ attachmentId: '01KATTACHMENT0000000000000' }),
    'attachments.append': () => null,
    'attachments.remove': () => null,
    'contacts.autosave': ({ draft }) => {
      autosaved.push(draft)
      const current = live()
      contact = { ...current, interaction: { ...current.interaction, draft } }
      return null
    },
    'contacts.speak': ({ language }) => {
      const current = live()
      if (current.citizen) contact = { ...current, citizen: speaking(current.citizen, language) }
      emit('contact.changed', { interactionId: current.interaction.interactionId })
      return null
    },
    'contacts.close': ({ draft }) => {
      const { interaction, citizen } = live()
      recent = [
        { interaction: { ...interaction, draft, state: 'closed' }, citizenName: citizen?.name ?? '' },
        ...recent,
      ]
      const made = draft.serviceCode ? city.caseOf(newId(), draft, now()) : undefined
      if (made) requests = [made, ...requests]
      if (agent.next) agent = { ...agent, presence: agent.next, next: null }
      setContact(null)
      emit('contact.changed', { interactionId: interaction.interactionId })
      emit('serviceRequests.changed', { serviceRequestIds: [] })
      return { serviceRequestId: made?.request.serviceRequestId ?? null }
    },
    'contacts.extendWrapUp': () => {
      const current = live()
      const endsAt = Date.parse(current.wrapUpEndsAt ?? now()) + 60_000
      setContact({ ...current, wrapUpEndsAt: new Date(endsAt).toISOString() })
      return null
    },
    'contacts.painted': () => null,
    'scripts.list': () =>
      city.scripts.map(({ scriptId, title, version, publishedOn, reviewDue }) => ({
        scriptId,
        title,
        version,
        publishedOn,
        reviewDue,
      })),
    'scripts.get': ({ scriptId }) => city.scriptOf(scriptId),
    'scripts.start': ({ scriptId }) => {
      const current = live()
      const run = startRun(city.scriptOf(scriptId), { runId: newId(), at: now() })
      const interaction = {
        ...current.interaction,
        runs: [...current.interaction.runs, run],
        activeRunId: run.runId,
      }
      setContact(walking({ ...current, interaction }))
      return live()
    },
    'scripts.act': ({ runId, action }) => {
      const current = live()
      const run = runOf(current, runId)
      const script = city.scriptOf(run.scriptId)
      const walked = advanceRun(script, run, action, { at: now(), country: 'EC' })
      const outcome = outcomeOf(script, walked)
      const draft = outcome
        ? {
            ...current.interaction.draft,
            ...outcome.prefill,
            disposition: outcome.disposition,
            ...(outcome.serviceCode ? { serviceCode: outcome.serviceCode } : {}),
          }
        : current.interaction.draft
      const runs = current.interaction.runs.map((each) => (each.runId === runId ? walked : each))
      setContact(walking({ ...current, interaction: { ...current.interaction, draft, runs } }))
      return live()
    },
    'scripts.switch': ({ runId }) => {
      const current = live()
      setContact(walking({ ...current, interaction: { ...current.interaction, activeRunId: runId } }))
      return live()
    },
    'scripts.faults': ({ runId, values }) => {
      const run = runOf(live(), runId)
      return faultsOf(stepOf(city.scriptOf(run.scriptId), run).fields, values, 'EC')
    },
    'scripts.check': ({ script }) => checkScript(script, { today: now().slice(0, 10) }),
    'scripts.rehearse': ({ script, run, action }) =>
      rehearse(
        script,
        { run, action },
        {
          at: now(),
          country: 'EC',
          newId,
          scriptOf: (id) => city.scripts.find((one) => one.scriptId === id),
        },
      ),
    ...fakePublishing({ newId, now, changed: (which) => emit('publishing.changed', which) }),
    'search.find': ({ query }) => city.search(query),
    'search.recent': () => [],
    'search.remember': () => null,
    ...fakeRecords({
      changed: () => emit('records.changed', {}),
      gave: () => emit('feedback.changed', {}),
      contact: live,
    }),
    'knowledge.emergency': () => ({ scripts: city.emergencyScripts, number: '911' }),
    'catalogue.get': () => city.catalogue,
    'serviceRequests.list': () => requests,
    'sync.get': () => sync,
    'sync.now': () => null,
    'sync.retry': () => null,
    'sync.edit': () => null,
    'sync.discard': () => null,
    'serviceRequests.decide': () => null,
    'shift.today': () => city.shift,
    'shift.prompts': () => shift,
    'shift.answerPrompt': ({ promptId }) => {
      shift = { ...shift, prompts: shift.prompts.filter((one) => one.promptId !== promptId) }
      emit('shift.changed', {})
      return shift
    },
    'shift.ledger': () => city.shiftLedger,
    'shift.report': () => shift,
    'shift.checkIn': () => shift,
    'shift.preferences': () => preferences,
    'shift.prefer': (wanted) => (preferences = wanted),
    'shift.clock': () => ({ at: now(), speed: 1 }),
    ...fakeHandover(() => emit('handover.changed', {})),
    'shift.whatIsSent': () => city.sent,
    'shift.consultations': () => city.consultations,
    'settings.get': () => settings,
    'settings.set': (wanted) => {
      settings = wanted
      emit('settings.changed', {})
      return settings
    },
    'cache.get': () => ({ state: 'open', setAside }),
    'cache.understood': () => {
      setAside = []
      emit('cache.changed', {})
      return null
    },
    'lock.get': () => lock,
    'lock.now': () => setLock({ ...lock, locked: true, reason: 'key' }),
    'lock.active': () => null,
    'lock.open': ({ password }) => {
      if (lock.needsPassword && password === 'mala') throw new DeskError('unauthorised', 'Wrong.')
      return setLock({ ...lock, locked: false, reason: null })
    },
    'privacy.reveal': ({ what }) => ({ value: what === 'phone' ? '099 123 4567' : '1712345678' }),
    'privacy.copied': () => null,
    'privacy.accessLog': () => ({
      entries: [
        {
          sequence: 1,
          at: now(),
          action: 'reveal',
          entity: 'citizen',
          reason: 'asked',
          result: 'shown',
          sent: true,
        },
      ],
      whole: true,
    }),
    'demo.citizens': () => city.citizens,
    'demo.callMe': ({ key }) => {
      ring(key)
      return { externalCallId: 'demo-1' }
    },
    'demo.passTime': () => null,
    'demo.report': () => ({ calls: [], timings: [] }),
    'voice.hello': () => ({ commands: [] }),
    'voice.report': () => null,
  }

  return {
    ring,
    soundsAs,
    endByCitizen: end,
    lines,
    autosaved,
    asked,
    /** The core goes away for every page, as on a crash. */
    drop() {
      for (const port of ports) port.close()
      ports.clear()
      emitters.clear()
    },
    /** Answers these requests only when told to `goOn`, as on a machine under load. */
    stall(...methods: RequestName[]) {
      for (const method of methods) stalled.add(method)
    },
    goOn() {
      stalled.clear()
      for (const answer of late.splice(0)) answer()
    },
    devices: () => agent.devices,
    callId: () => contact?.call?.callId ?? '',
    measured,
    answersItself,
    changeAgent(change: Partial<AgentView>) {
      agent = { ...agent, ...change }
      derive()
    },
    changeShift(change: Partial<ShiftPrompts>) {
      shift = { ...shift, ...change }
      emit('shift.changed', {})
    },
    changeSync(change: Partial<SyncView>) {
      sync = { ...sync, ...change }
      emit('sync.changed', {})
    },
    deliver() {
      requests = requests.map((each) => ({ ...each, delivery: 'received' as const }))
      emit('serviceRequests.changed', { serviceRequestIds: [] })
    },
    connect(): Promise<Desk> {
      const [page, core] = memoryPorts()
      ports.add(page)
      const watched: Port = {
        ...core,
        listen: (hear) =>
          core.listen((message) => {
            const request = message as { method: string; input: unknown }
            asked.push(request)
            if (stalled.has(request.method)) late.push(() => hear(message))
            else hear(message)
          }),
      }
      const served = serveDesk(watched, 'desk', handlers, (error) => {
        throw error
      })
      emitters.add((name, payload) => served.emit(name, payload as never))
      return Promise.resolve(connectDesk(page))
    },
  }
}

export type FakeCore = ReturnType<typeof createFakeCore>
