import type { Call } from '../../shared/domain/call.ts'
import { assertNever } from '../../shared/errors.ts'
import { reasons } from '../features/agent.ts'
import { createStationCheck } from '../features/check.ts'
import { createDirectory } from '../features/directory.ts'
import { emergencyNumbers } from '../features/knowledge.ts'
import { createQuality } from '../features/quality/quality.ts'
import { createRecording } from '../features/recording.ts'
import { createSoftphone, type SoftphoneEffects } from '../features/softphone/softphone.ts'
import { createSound } from '../features/sound/sound.ts'
import type { House, Parts } from './house.ts'

/** An alerting call cancelled this late was the queue's giving up; an earlier one the citizen's. */
const ringNoAnswerMs = 15_000

/** The only words the core says by itself when it rings: they go to the system's notification, outside of any page. */
const ringing = { es: 'Llamada entrante', en: 'Incoming call' } as const

/** The telephone and what belongs to it: devices, quality, colleagues' lines, the check of the station. */
export function callParts(
  house: House,
): Pick<Parts, 'directory' | 'quality' | 'softphone' | 'sound' | 'stationCheck'> {
  const { agentId, deps, outbox, sendSoon } = house
  const { announce, clock, log, newId, rows, shell } = deps
  const softphone = createSoftphone({ clock, log, newId, effects: effectsOf(house) })
  const directory = createDirectory({
    units: () => rows.knowledge.all('unit'),
    watch: softphone.watch,
    onChanged: () => announce('directory.changed', {}),
  })
  const execute: SoftphoneEffects['execute'] = (command) => announce('voice.execute', command)
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
    execute,
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
    execute,
    onChanged: () => announce('quality.changed', {}),
    onIssued: sendSoon,
  })
  const stationCheck = createStationCheck({
    clock,
    log,
    dataFolder: shell.dataFolder,
    ask: (question) => house.session.ask(question),
    execute,
    onChanged: () => announce('check.changed', {}),
  })
  return { directory, quality, softphone, sound, stationCheck }
}

/** The recording of a call is the exchange's: the desk asks for it. */
export function recordingHandlers({ session, softphone }: House) {
  return createRecording({ calls: softphone.calls, ask: session.ask }).handlers
}

/** What happens when a call rings, is answered, moves or ends: read this first. */
function effectsOf(house: House): SoftphoneEffects {
  const { acoustic, country, deps, inContact, timings } = house
  const { announce, clock, rows } = deps
  return {
    refusal() {
      if (inContact()) return 'busy'
      const ready = house.agent.presence().kind === 'ready' && !house.session.leaving()
      return ready && !house.shifts.disconnected() ? undefined : 'not-ready'
    },
    onRefused: (call, why) => house.contacts.refused(call, why),
    onOffered(call, inviteMs) {
      const { interactionId, citizenId } = house.contacts.offered(call)
      if (citizenId !== undefined)
        house.privacy.saw({ action: 'view', entity: 'citizen', recordId: citizenId, reason: 'call' })
      timings.offered(call.callId, interactionId, inviteMs)
      notifyRinging(house, call)
    },
    returns: (call) => house.contacts.returns(call),
    onReturned: (call) => house.contacts.returned(call),
    onPlaced(call) {
      if (call.part === 'contact') house.contacts.placed(call)
    },
    onMoved: (from, to) => house.contacts.moved(from, to),
    inContact: () => house.contacts.wrapUpPending(),
    country,
    emergencyNumber: () => emergencyNumbers[country()],
    onAnswered(call) {
      const interaction = house.contacts.answered(call)
      if (!interaction) return
      const suggested = house.contacts.suggestedScript(interaction)
      if (suggested !== null) house.scripts.begin(interaction.interactionId, suggested)
    },
    onEnded(call, before) {
      house.contacts.ended(call)
      if (before.phase.name === 'alerting' && unanswered(before, call))
        house.agent.become({ kind: 'not-ready', reason: reasons.technical })
    },
    onAnswerPressed: timings.answerPressed,
    onFirstAudio: timings.firstAudio,
    onMedia(callId, media) {
      timings.heard(callId, media.heardEnergy)
      if (acoustic.hear(callId, media.heardEnergy, clock.now())) house.shifts.acousticShock()
      house.quality.reading(callId, media)
    },
    onSetUp: (callId, phases) => house.quality.setUp(callId, phases),
    onMediaRestarted: (callId) => house.quality.restarted(callId),
    onMediaOver(call) {
      acoustic.forget(call.callId)
      house.quality.ended(call, house.contacts.contactOf(call.callId))
    },
    onSound(event) {
      switch (event.kind) {
        case 'acoustic-peak':
          if (acoustic.peak(event.callId, event.peakDbov, voicesIn(house, event.callId)))
            house.shifts.acousticShock()
          return
        case 'sound-levels':
          return house.sound.levels(event.levels)
        case 'headset-button':
          return house.sound.pressed(event.button)
        case 'loop-back':
          return house.stationCheck.heardBack(event.heard)
        case 'exchange-probe':
          return house.stationCheck.probed(event.probe)
        default:
          return assertNever(event)
      }
    },
    soundGreeting: () => house.sound.greeting(),
    onChoosing: (role, deviceId) => house.sound.choosing(role, deviceId),
    autoAnswerOf: ({ offer }) => rows.knowledge.one('queue', offer.queue)?.autoAnswer,
    autoAnswerUnwanted: () => !house.sound.current().autoAnswer,
    onPresence: (line, state) => house.directory.presenceChanged(line, state),
    onVoicemail: (counted) => house.directory.voicemailChanged(counted),
    onCallsChanged() {
      announce('calls.changed', {})
      if (house.lock.locked()) announce('lock.changed', {})
      house.sound.callsChanged()
      house.agent.refresh()
    },
    onLineChanged() {
      if (house.softphone.registration().state !== 'registered') house.directory.forget()
      house.sound.devicesReported(house.softphone.devices())
      house.agent.refresh()
    },
    execute: (command) => announce('voice.execute', command),
  }
}

/** The queue, not the citizen: a notification is read by whoever passes the screen. */
function notifyRinging({ deps, settings }: House, call: Call): void {
  const title = ringing[settings.current().language]
  deps.shell.notify({ title, body: queueName(deps.rows, call), urgent: true })
  deps.shell.focusWindow()
}

/** Who may speak at once in a call: a room is opened for two beside the agent. */
function voicesIn({ softphone }: House, callId: string): number {
  const call = softphone.calls().find((one) => one.callId === callId)
  return call?.part === 'conference' ? Math.max(2, call.members.length) : 1
}

/** As the city's pack calls it; its id where the pack does not know it. */
export function queueName(rows: House['deps']['rows'], { offer }: Call): string {
  return rows.knowledge.one('queue', offer.queue)?.name ?? offer.queue
}

/** An exchange that says why is believed; of one that does not, a long ring counts as its own giving up. */
function unanswered(before: Call, after: Call): boolean {
  if (before.phase.name !== 'alerting' || after.phase.name !== 'ended') return false
  const { cause, endedAt } = after.phase
  if (cause === 'no-answer' || cause === 'rejected') return true
  return cause === 'cancelled' && Date.parse(endedAt) - Date.parse(before.phase.since) >= ringNoAnswerMs
}
