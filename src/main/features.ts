import type { Contact } from '../shared/contract.ts'
import type { AgentState } from '../shared/domain/agent.ts'
import { usualDuplicateDays } from '../shared/domain/cases/duplicates.ts'
import type { Call } from '../shared/domain/call.ts'
import { createAcousticWatch } from '../shared/domain/shifts/acoustic-peak.ts'
import { wallClock } from '../shared/domain/shifts/clock-time.ts'
import { assertNever, toDeskError } from '../shared/errors.ts'
import type { Handlers } from '../shared/serve.ts'
import type { CoreDeps } from './core.ts'
import type { Db } from './db/open.ts'
import type { CacheRows } from './db/rows.ts'
import type { DeskKeys } from './desk-keys.ts'
import type { Announce, HandlersOf } from './feature.ts'
import { createAttachments } from './features/attachments.ts'
import { createAgentReports } from './features/agent-reports.ts'
import { createAgent, reasons } from './features/agent.ts'
import { createContacts } from './features/contacts/contacts.ts'
import { createBundle } from './features/bundle.ts'
import { createBoard } from './features/board.ts'
import { createStationCheck } from './features/check.ts'
import { createDeclaredEmergencies } from './features/declared-emergencies.ts'
import { createDemo } from './features/demo.ts'
import { createDirectory } from './features/directory.ts'
import { behindLock, createLock } from './features/privacy/lock.ts'
import { createPrivacy } from './features/privacy/privacy.ts'
import { createRetention } from './features/privacy/retention.ts'
import { createFeedback } from './features/feedback.ts'
import { createKnowledge, emergencyNumbers } from './features/knowledge.ts'
import { createNews } from './features/news.ts'
import { createPublishing } from './features/publishing/publishing.ts'
import { createQuality } from './features/quality/quality.ts'
import { createRecords } from './features/records.ts'
import { createScripts } from './features/scripts/scripts.ts'
import { createRecording } from './features/recording.ts'
import { createSearch } from './features/search.ts'
import { createOwnSchedule } from './features/schedules/own-schedule.ts'
import { createSchedules } from './features/schedules/schedules.ts'
import { answerTerms } from './features/second-level/answer-terms.ts'
import { createSecondLevel, inWorkOf } from './features/second-level/second-level.ts'
import { createServiceRequests } from './features/service-requests.ts'
import { createSession } from './features/session.ts'
import { createSettings } from './features/settings.ts'
import { createSound } from './features/sound/sound.ts'
import { createHandover } from './features/handover/handover.ts'
import { createBreakTelling } from './features/shifts/break-telling.ts'
import { rulesInForce } from './features/shifts/rules-in-force.ts'
import { shiftClock } from './features/shifts/shift-clock.ts'
import { createShifts } from './features/shifts/shifts.ts'
import { createSoftphone, type Softphone } from './features/softphone/softphone.ts'
import { createTimings } from './features/softphone/timings.ts'
import { createSyncFeature } from './features/sync.ts'
import type { BackendClient } from './sync/backend-client.ts'
import { installedBundle } from './knowledge/install-bundle.ts'
import { cityTime } from './sync/city-time.ts'
import { createKnowledgeSync } from './sync/knowledge-sync.ts'
import { createOutbox } from './sync/outbox.ts'
import { createAccount } from './sign-in/account.ts'
import type { DeviceKey } from './sign-in/device-key.ts'
import { renewingBackend } from './sync/renewing-backend.ts'
import { createSyncLoop } from './sync/sync-loop.ts'

/** An alerting call cancelled this late was the queue's giving up; an earlier one the citizen's. */
const ringNoAnswerMs = 15_000

/** A policy that pins no key: nothing is believed. */
const noKeys = { keys: [], revoked: [] } as const

/** The only words the core says by itself: they go to the system's notification, outside of any page. */
const ringing = { es: 'Llamada entrante', en: 'Incoming call' } as const
const declared = { es: 'Emergencia declarada', en: 'Emergency declared' } as const

export interface FeatureDeps extends CoreDeps {
  rows: CacheRows
  db: Db
  announce: Announce
  newId: () => string
  /** How the cache is, and what the agent has read of it. */
  cache: HandlersOf<'cache'>
  keys: DeskKeys
  deviceKey: DeviceKey
  rekey: (key: Buffer) => void
  /** The city's order, once what waited was sent. */
  wipe: () => void
  backend: BackendClient
}

export interface Features {
  readonly handlers: Handlers
  readonly softphone: Softphone
  start(): void
  /** The machine woke up: sockets that look open may be dead. */
  awake(): void
  /** The computer was locked: the desk is, too. */
  hide(): void
  /** Commands that have not reached the backend, the refused ones among them. */
  unsent(): number
  stop(): Promise<void>
}

/**
 * Joins the features: what one sees happen, another acts on. Features know nothing of each other; every wire
 * between two of them is in this file.
 */
export function createFeatures(deps: FeatureDeps): Features {
  const { rows, clock, log, announce, newId, shell, policy } = deps
  const outbox = createOutbox(deps.db)
  /** What is written into contacts and cases: this machine's clock may be wrong. */
  const time = cityTime(clock, rows.remembered, deps.backend.clockOffByMs)
  const timings = createTimings()
  const country = () => session.city()?.country ?? 'EC'
  const agentId = () => session.current()?.agent.agentId
  const timeZone = () => session.city()?.timeZone ?? 'America/Guayaquil'
  const termsOf = answerTerms({ rows, city: () => session.city() })
  const inContact = () => softphone.calls().length > 0 || contacts.wrapUpPending()
  /** A command joined the outbox: the screen counts it, and it goes up without waiting for the next round. */
  function sendSoon(): void {
    announce('sync.changed', {})
    void loop.now()
  }

  const backend = renewingBackend(deps.backend, (token) => session.buy(token))

  const knowledgeSync = createKnowledgeSync({
    rows,
    backend,
    clock,
    log,
    trust: () => ({ cityId: session.city()?.cityId ?? '', ...(policy.knowledge ?? noKeys) }),
    onInstalled: () => announce('knowledge.changed', {}),
    onRefused: () => announce('knowledge.changed', {}),
  })

  const loop = createSyncLoop({
    deskId: deps.keys.deskId,
    async knock(token) {
      const waitingSince = outbox.waitingSince() ?? clock.now()
      const waits = {
        waiting: outbox.pending(),
        refused: outbox.rejected().length,
        oldestSeconds: Math.max(0, Math.round((clock.now() - waitingSince) / 1000)),
      }
      const knock = (used: string) => deps.keys.knock(used, waits, deps.rekey)
      const orders = await backend.attempt(token, knock).catch((error: unknown) => {
        const { code } = toDeskError(error)
        if (code === 'unavailable' || code === 'unauthorised') throw error
        // Cases go up all the same: that this machine is not known is the city's matter and not a citizen's.
        log.warn('the backend does not know this desk', { code })
      })
      if (orders === 'wipe') deps.wipe()
    },
    rows,
    outbox,
    backend,
    clock,
    log,
    mayPull: () => !shifts.disconnected(),
    askUrgent: () => emergencies.ask(),
    afterRound: () => emergencies.tell(),
    onReceived({ serviceRequestIds, knowledge, contacts: touched }) {
      if (serviceRequestIds.length > 0) announce('serviceRequests.changed', { serviceRequestIds })
      if (knowledge) announce('knowledge.changed', {})
      if (touched || serviceRequestIds.length > 0) contacts.announceCurrent()
    },
    afterPull: (token) => knowledgeSync.round(token),
    onSettled: (subjects) => announce('serviceRequests.changed', { serviceRequestIds: subjects }),
    onState() {
      announce('sync.changed', {})
      if (loop.reachable) session.backendAnswered()
    },
    onUnauthorised: () => session.expired(),
  })

  const acoustic = createAcousticWatch()
  const directory = createDirectory({ onChanged: () => announce('directory.changed', {}) })
  const softphone: Softphone = createSoftphone({
    clock,
    log,
    newId,
    effects: {
      refusal() {
        if (inContact()) return 'busy'
        return agent.presence().kind === 'ready' && !shifts.disconnected() ? undefined : 'not-ready'
      },
      onRefused: (call, why) => contacts.refused(call, why),
      onOffered(call, inviteMs) {
        const { interactionId, citizenId } = contacts.offered(call)
        if (citizenId !== undefined)
          privacy.saw({ action: 'view', entity: 'citizen', recordId: citizenId, reason: 'call' })
        timings.offered(call.callId, interactionId, inviteMs)
        // The queue, not the citizen: a notification is read by whoever passes the screen.
        const queue = rows.knowledge.one('queue', call.offer.queue)?.name ?? call.offer.queue
        shell.notify({ title: ringing[settings.current().language], body: queue, urgent: true })
        shell.focusWindow()
      },
      returns: (call) => contacts.returns(call),
      onReturned: (call) => contacts.returned(call),
      onPlaced(call) {
        if (call.part === 'contact') contacts.placed(call)
      },
      onMoved: (from, to) => contacts.moved(from, to),
      inContact: () => contacts.wrapUpPending(),
      country,
      emergencyNumber: () => emergencyNumbers[country()],
      onAnswered(call) {
        const interaction = contacts.answered(call)
        if (!interaction) return
        const suggested = contacts.suggestedScript(interaction)
        if (suggested !== null) scripts.begin(interaction.interactionId, suggested)
      },
      onEnded(call, before) {
        acoustic.forget(call.callId)
        contacts.ended(call)
        if (before.phase.name === 'alerting' && unanswered(before, call))
          agent.become({ kind: 'not-ready', reason: reasons.technical })
      },
      onAnswerPressed: timings.answerPressed,
      onFirstAudio: timings.firstAudio,
      onMedia(callId, media) {
        timings.heard(callId, media.heardEnergy)
        if (acoustic.hear(callId, media.heardEnergy, clock.now())) shifts.acousticShock()
        quality.reading(callId, media)
      },
      onSetUp: (callId, phases) => quality.setUp(callId, phases),
      onMediaRestarted: (callId) => quality.restarted(callId),
      onMediaOver: (call) => quality.ended(call, contacts.contactOf(call.callId)),
      onSound(event) {
        switch (event.kind) {
          case 'acoustic-peak':
            if (acoustic.peak(event.callId, event.peakDbov)) shifts.acousticShock()
            return
          case 'sound-levels':
            return sound.levels(event.levels)
          case 'headset-button':
            return sound.pressed(event.button)
          case 'loop-back':
            return stationCheck.heardBack(event.heard)
          case 'exchange-probe':
            return stationCheck.probed(event.probe)
          default:
            return assertNever(event)
        }
      },
      soundGreeting: () => sound.greeting(),
      onChoosing: (role, deviceId) => sound.choosing(role, deviceId),
      autoAnswerOf: ({ offer }) => rows.knowledge.one('queue', offer.queue)?.autoAnswer,
      autoAnswerUnwanted: () => !sound.current().autoAnswer,
      onPresence: (line, state) => directory.presenceChanged(line, state),
      onVoicemail: (counted) => directory.voicemailChanged(counted),
      onCallsChanged() {
        announce('calls.changed', {})
        if (lock.locked()) announce('lock.changed', {})
        sound.callsChanged()
        agent.refresh()
      },
      onLineChanged() {
        if (softphone.registration().state !== 'registered') directory.forget()
        sound.devicesReported(softphone.devices())
        agent.refresh()
      },
      execute: (command) => announce('voice.execute', command),
    },
  })

  const sound = createSound({
    remembered: rows.remembered,
    calls: softphone.calls,
    handle: {
      answer: (callId) =>
        void softphone.handlers['calls.answer']({ callId, pressedAtMs: clock.now() }, { role: 'desk' }),
      reject: (callId) => void softphone.handlers['calls.reject']({ callId }, { role: 'desk' }),
      hangUp: (callId) => void softphone.handlers['calls.hangUp']({ callId }, { role: 'desk' }),
      mute: (callId, muted) => void softphone.handlers['calls.mute']({ callId, muted }, { role: 'desk' }),
    },
    execute: (command) => announce('voice.execute', command),
    tellLevels: (levels) => announce('sound.levels', levels),
    onChanged: () => announce('sound.changed', {}),
  })
  const quality = createQuality({
    rows,
    outbox,
    newId,
    agentId,
    calls: softphone.calls,
    devices: softphone.devices,
    execute: (command) => announce('voice.execute', command),
    onChanged: () => announce('quality.changed', {}),
    onIssued: sendSoon,
  })
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
    signedIn: () => session.current() !== undefined,
    ringing() {
      const call = softphone.calls().find(({ phase }) => phase.name === 'alerting')
      return call ? (rows.knowledge.one('queue', call.offer.queue)?.name ?? call.offer.queue) : null
    },
    onChanged: () => announce('lock.changed', {}),
    onRefused: privacy.refusedUnlock,
  })
  const serviceRequests = createServiceRequests({
    rows,
    outbox,
    clock: time,
    newId,
    agentId,
    onIssued(serviceRequestId) {
      announce('serviceRequests.changed', { serviceRequestIds: [serviceRequestId] })
      sendSoon()
    },
    onListed: () =>
      privacy.saw({ action: 'list', entity: 'service-request', recordId: 'own-cases', reason: 'own-cases' }),
  })
  const contacts = createContacts({
    rows,
    outbox,
    clock: time,
    newId,
    country,
    agentId,
    wrapUpMs: () => policy.wrapUpSeconds * 1000 * shifts.wrapUpFactor(),
    liveCalls: softphone.calls,
    requestsOf: (who, limit): Contact['requests'] => serviceRequests.of(who, limit),
    onListed: () =>
      privacy.saw({ action: 'list', entity: 'interaction', recordId: 'recent', reason: 'recent' }),
    onToldWho: (citizenId) =>
      privacy.saw({ action: 'search', entity: 'citizen', recordId: citizenId, reason: 'asked' }),
    walkOf: (interaction) => scripts.viewOf(interaction),
    outcomeOf: (run) => scripts.outcomeOf(run),
    dossierOf: (interaction, notes) => scripts.dossierOf(interaction, notes),
    agentName: () => session.current()?.agent.name ?? '',
    termsOf,
    areas: () => session.city()?.areas ?? [],
    duplicateDays: () => session.city()?.duplicateDays ?? usualDuplicateDays,
    onPainted: timings.painted,
    onChanged(interactionId) {
      announce('contact.changed', { interactionId })
      const interaction = rows.interactions.byId(interactionId)
      if (interaction?.state === 'closed') shifts.contactClosed(interaction)
      agent.refresh()
    },
    onIssued(serviceRequestIds) {
      if (serviceRequestIds.length > 0) announce('serviceRequests.changed', { serviceRequestIds })
      sendSoon()
    },
    onOver() {
      agent.contactOver()
      session.contactOver()
    },
  })
  const retention = createRetention({
    rows,
    outbox,
    clock: time,
    rules: () => session.city()?.desk,
    inWork: (request) => inWorkOf(request, session.current()?.agent),
  })
  const scripts = createScripts({
    rows,
    clock,
    newId,
    country,
    language: () => settings.current().language,
    today: () => wallClock(clock.now(), session.city()?.timeZone ?? 'UTC').day,
    update: contacts.update,
  })

  const news = createNews({
    rows,
    outbox,
    clock,
    newId,
    agentId,
    onChanged: () => announce('records.changed', {}),
    onIssued: sendSoon,
  })

  const publishing = createPublishing({
    rows,
    clock,
    newId,
    agentId,
    language: () => settings.current().language,
    today: () => wallClock(clock.now(), timeZone()).day,
    ask: (question) => session.ask(question),
    onChanged: (which) => announce('publishing.changed', which),
  })

  const search = createSearch({ rows })

  const agent = createAgent({
    clock,
    facts: {
      calls: softphone.calls,
      registration: softphone.registration,
      devices: softphone.devices,
      wrapUpPending: contacts.wrapUpPending,
      held: () => shifts.held(),
      offers: (presence) => shifts.offers(presence),
    },
    onChanged(state: AgentState) {
      announce('agent.changed', {})
      shell.showState(state)
      shifts.follow()
      reports.tell()
    },
    sendPresence: (presence) => session.sendPresence(presence),
  })

  const session = createSession({
    backend,
    account: createAccount({
      backend,
      backendUrl: policy.backend.url,
      deviceKey: deps.deviceKey,
      openExternal: shell.openExternal,
      issuer: policy.signIn?.issuer,
      clock,
      log,
    }),
    offlineMs: (policy.signIn?.offlineHours ?? 0) * 60 * 60 * 1000,
    remembered: rows.remembered,
    clock,
    log,
    demo: deps.demo !== undefined,
    inContact,
    onOpened(opened, city) {
      // Not ready until the agent has looked at his microphone and line and says so.
      agent.become({ kind: 'preparing' })
      directory.open(opened.colleagues)
      softphone.open(
        opened.softphone,
        opened.colleagues.map(({ line }) => line),
      )
      knowledgeSync.askAgain()
      loop.start({ token: opened.token, agentId: opened.agent.agentId, country: city?.country ?? 'EC' })
      shifts.open()
    },
    onSignedIn: (secret) => lock.opened(secret),
    onEntered: () => shell.focusWindow(),
    onResumed: () => lock.resumed(),
    onClosed() {
      lock.closed()
      reports.stop()
      shifts.close()
      loop.stop()
      softphone.close()
      directory.close()
      agent.become({ kind: 'signed-out' })
    },
    onChanged: () => announce('session.changed', {}),
  })

  const tellBreaks = createBreakTelling({
    outbox,
    newId,
    onIssued: sendSoon,
  })
  let signingOut = false
  const profile = rulesInForce({
    profileId: policy.ruleProfile,
    country,
    siteRules: policy.rules ?? {},
    published: () => rows.knowledge.all('rules'),
  })
  const shifts = createShifts({
    rows,
    clock: shiftClock(clock, deps.shiftTime),
    profile,
    who: () => session.current()?.agent,
    timeZone,
    lenient: deps.demo !== undefined && deps.shiftTime === undefined,
    agent,
    onJudged: tellBreaks,
    contactInHand() {
      const interaction = rows.interactions.unfinished().at(-1)
      return (
        interaction && {
          contactId: interaction.interactionId,
          queueId: interaction.queue,
          queuePriority: rows.knowledge.one('queue', interaction.queue)?.priority ?? 0,
        }
      )
    },
    signOut() {
      if (signingOut) return
      signingOut = true
      // A note that was being written goes up before the session ends; with the cable out it waits in the outbox.
      const told = handover.leaveWritten() ? loop.now() : Promise.resolve()
      void told.finally(() => {
        signingOut = false
        void session.handlers['session.signOut']({}, { role: 'desk' })
      })
    },
    onChanged() {
      announce('shift.changed', {})
      reports.tell()
    },
  })

  const emergencies = createDeclaredEmergencies({
    rows,
    outbox,
    clock,
    newId,
    agentId,
    ask: session.ask,
    onDeclared({ byName }) {
      shell.notify({ title: declared[settings.current().language], body: byName, urgent: true })
      shell.focusWindow()
    },
    onIssued: sendSoon,
    onChanged: () => announce('emergencies.changed', {}),
  })

  const handover = createHandover({
    rows,
    outbox,
    clock,
    newId,
    who: () => session.current()?.agent,
    timeZone,
    due: () => shifts.endsSoon(),
    onIssued: sendSoon,
    onChanged: () => announce('handover.changed', {}),
  })

  const reports = createAgentReports({
    clock,
    signedIn: () => session.current() !== undefined,
    agent: agent.view,
    shift: shifts.view,
    disconnected: shifts.disconnected,
    rotation: shifts.rotation,
    onAnswer({ outlook, trade, released }) {
      if (outlook) shifts.heard(outlook)
      if (trade !== undefined) shifts.heardTrade(trade)
      // F-DISC is over for this desk: what waited for the shift comes down now and not with the next round.
      if (released) void loop.now()
    },
    ask: session.ask,
  })

  const stationCheck = createStationCheck({
    clock,
    log,
    dataFolder: shell.dataFolder,
    ask: session.ask,
    execute: (command) => announce('voice.execute', command),
    onChanged: () => announce('check.changed', {}),
  })

  const handlers: Handlers = {
    ...session.handlers,
    ...agent.handlers,
    ...softphone.handlers,
    ...directory.handlers,
    ...quality.handlers,
    ...contacts.handlers,
    ...createRecording({ calls: softphone.calls, ask: session.ask }).handlers,
    ...scripts.handlers,
    ...createKnowledge({ rows, country }).handlers,
    ...createRecords({
      rows,
      clock,
      agentId,
      timeZone,
      contactInHand: () => rows.interactions.unfinished().at(-1),
      update: contacts.update,
      onOpened: ({ kind, id }) => news.opened({ entity: kind, id }),
      onChanged: () => announce('records.changed', {}),
    }).handlers,
    ...news.handlers,
    ...createBundle({
      installed: () => installedBundle(rows),
      refusal: knowledgeSync.refusal,
      installFile: knowledgeSync.installFile,
      signedIn: () => session.current() !== undefined,
      inContact,
    }).handlers,
    ...createFeedback({
      rows,
      outbox,
      clock,
      newId,
      agentId,
      contactInHand: () => rows.interactions.unfinished().at(-1)?.interactionId,
      ask: (question) => session.ask(question),
      onIssued() {
        announce('feedback.changed', {})
        sendSoon()
      },
    }).handlers,
    ...publishing.handlers,
    ...search.handlers,
    ...serviceRequests.handlers,
    ...createSecondLevel({
      rows,
      outbox,
      clock: time,
      newId,
      who: () => session.current()?.agent,
      viewOf: serviceRequests.viewOf,
      termsOf,
      onOpened: (recordId) =>
        privacy.saw({ action: 'view', entity: 'service-request', recordId, reason: 'second-level' }),
      onIssued(serviceRequestId) {
        announce('serviceRequests.changed', { serviceRequestIds: [serviceRequestId] })
        sendSoon()
      },
    }),
    ...createAttachments({
      rows,
      outbox,
      clock: time,
      newId,
      agentId,
      update: contacts.update,
      onIssued: sendSoon,
    }).handlers,
    ...createSyncFeature({
      rows,
      outbox,
      loop,
      log,
      clock,
      newId,
      agentId,
      country,
      clockOffByMs: deps.backend.clockOffByMs,
      refusedBundle: () => knowledgeSync.refusal()?.refusal,
      onChanged(subject) {
        announce('serviceRequests.changed', { serviceRequestIds: [subject] })
        announce('sync.changed', {})
      },
    }).handlers,
    ...shifts.handlers,
    ...handover.handlers,
    ...emergencies.handlers,
    ...createSchedules({ clock, remembered: rows.remembered, timeZone, newId, ask: session.ask }),
    ...createBoard({ ask: session.ask }),
    ...createOwnSchedule({
      rows,
      outbox,
      clock,
      newId,
      agentId,
      backendUrl: policy.backend.url,
      profile,
      timeZone,
      ask: session.ask,
      onIssued() {
        announce('knowledge.changed', {})
        sendSoon()
      },
    }),
    ...settings.handlers,
    ...sound.handlers,
    ...stationCheck.handlers,
    ...deps.cache,
    ...lock.handlers,
    ...privacy.handlers,
    ...createDemo({
      city: deps.demo,
      timings: timings.all,
      passTime: deps.shiftTime && ((minutes) => shifts.passTime(minutes)),
    }).handlers,
  }

  return {
    handlers: behindLock(handlers, lock.locked),
    softphone,
    start() {
      session.resume()
      search.start()
      contacts.recover()
      retention.start()
    },
    hide: () => lock.systemLocked(),
    unsent: () => outbox.pending() + outbox.rejected().length,
    awake() {
      softphone.reconnect()
      void loop.now()
    },
    async stop() {
      reports.stop()
      shifts.pause()
      search.stop()
      publishing.stop()
      retention.stop()
      lock.stop()
      loop.stop()
      await loop.idle()
    },
  }
}

/** An exchange that says why is believed; of one that does not, a long ring counts as its own giving up. */
function unanswered(before: Call, after: Call): boolean {
  if (before.phase.name !== 'alerting' || after.phase.name !== 'ended') return false
  const { cause, endedAt } = after.phase
  if (cause === 'no-answer' || cause === 'rejected') return true
  return cause === 'cancelled' && Date.parse(endedAt) - Date.parse(before.phase.since) >= ringNoAnswerMs
}
