import type { QueryClient } from '@tanstack/react-query'
import type { Contact, ContractRequests } from '../../../shared/contract.ts'
import type { Presence } from '../../../shared/domain/agent.ts'
import { exitOf } from '../../../shared/domain/cases/exit.ts'
import { firstFault } from '../../../shared/domain/cases/form-answers.ts'
import type { FormQuestion } from '../../../shared/domain/cases/service-form.ts'
import type { InteractionDraft } from '../../../shared/domain/interaction.ts'
import { isProtected } from '../../../shared/domain/protected-outcome.ts'
import type { RunAction } from '../../../shared/domain/script-run.ts'
import { toDeskError, type DeskErrorCode } from '../../../shared/errors.ts'
import { knownAnswer, putAnswer } from './answers.ts'
import type { LackingField, RecordShown } from './screen.ts'
import { composeDraft, type DraftMirror } from './draft-mirror.ts'
import type { DeskLink } from './link.ts'

/** What the agent does to the call and the contact; used by buttons and shortcuts alike. */
export interface DeskActions {
  answer: () => void
  /**
   * Ends the line that talks, of two. Never rejects a ringing call: a key meant for the last one must not send the
   * next citizen away.
   */
  hangUp: () => void
  reject: () => void
  toggleHold: () => void
  toggleMute: () => void
  dtmf: (tones: string) => void
  chooseState: (presence: Presence) => void
  startScript: (scriptId: string) => void
  act: (action: RunAction) => void
  /** Leaves an expired record's answer to the second level; the note goes into the contact. */
  escalateRecord: (record: RecordShown, note: string) => void
  /** Sends the escalated case in mid-call, so that the citizen hears its number. */
  fileEscalation: () => void
  /** Books the hour, or moves this contact's appointment to it. Rejects where it could not be kept. */
  confirmAppointment: (hour: ContractRequests['appointments.confirm']['input']) => Promise<void>
  /** An appointment from before becomes this contact's. Rejects where it could not. */
  adoptAppointment: (which: ContractRequests['appointments.adopt']['input']) => Promise<void>
  /** Turns to another script of this call; the one left waits at its step. */
  switchScript: (runId: string) => void
  extendWrapUp: () => void
  /** Resolves to true when the contact was closed. */
  closeContact: () => Promise<boolean>
  send<
    M extends
      | 'devices.choose'
      | 'devices.openMicrophone'
      | 'line.reconnect'
      | 'sound.test'
      | 'check.run'
      | 'check.loopBack'
      | 'calls.refuseAutoAnswer'
      | 'quality.repair'
      | 'lock.now'
      | 'sync.now'
      | 'session.signOut'
      | 'calls.dial'
      | 'calls.swap'
      | 'calls.transfer'
      | 'calls.complete'
      | 'calls.join'
      | 'calls.emergency'
      | 'calls.hangUp'
      | 'calls.hold'
      | 'calls.text'
      | 'calls.dismissOutcome',
  >(
    method: M,
    input: ContractRequests[M]['input'],
  ): void
}

export interface DeskActionsDeps {
  link: DeskLink
  answers: QueryClient
  mirror: DraftMirror
  failed: (code: DeskErrorCode) => void
  /** What the form still lacks before the contact can be closed; null when it lacks nothing. */
  lacking: (field: LackingField | null) => void
}

export function createActions({ link, answers, mirror, failed, lacking }: DeskActionsDeps): DeskActions {
  const contact = () => knownAnswer(answers, 'contacts.current', {}) ?? undefined
  const report = (thrown: unknown) => failed(toDeskError(thrown).code)
  const onCall = (run: (call: NonNullable<Contact['call']>) => Promise<unknown>) => {
    const call = contact()?.call
    if (call) run(call).catch(report)
  }
  /** Of two lines the one that talks, or is about to. */
  const onTalking = (run: (call: NonNullable<Contact['call']>) => Promise<unknown>) => {
    const calls = knownAnswer(answers, 'calls.list', {}) ?? []
    const call =
      calls.findLast(({ held, phase }) => !held.local && phase.name !== 'alerting') ?? contact()?.call
    if (call) run(call).catch(report)
  }

  async function write(change: (now: Contact) => Promise<Contact>): Promise<void> {
    const now = contact()
    if (!now) return
    await mirror.flush()
    await mirror.inOrder(async () => putAnswer(answers, 'contacts.current', {}, await change(now)))
  }

  return {
    answer: () =>
      onCall(async ({ callId, phase }) => {
        if (phase.name !== 'alerting') return
        await link.request('calls.answer', {
          callId,
          pressedAtMs: performance.timeOrigin + performance.now(),
        })
      }),
    hangUp: () =>
      onTalking(async ({ callId, phase }) => {
        if (phase.name !== 'ended' && phase.name !== 'alerting')
          await link.request('calls.hangUp', { callId })
      }),
    reject: () =>
      onCall(async ({ callId, phase }) => {
        if (phase.name === 'alerting') await link.request('calls.reject', { callId })
      }),
    toggleHold: () =>
      onCall(async ({ callId, phase, held }) => {
        if (phase.name === 'connected') await link.request('calls.hold', { callId, held: !held.local })
      }),
    toggleMute: () =>
      onTalking(async ({ callId, phase, muted }) => {
        if (phase.name === 'connected') await link.request('calls.mute', { callId, muted: !muted })
      }),
    dtmf: (tones) => onTalking(({ callId }) => link.request('calls.dtmf', { callId, tones })),
    chooseState(presence) {
      const agent = knownAnswer(answers, 'agent.get', {})
      const method = agent && isWorking(agent.state) ? 'agent.setNext' : 'agent.setPresence'
      link
        .request(method, { presence })
        .then((view) => putAnswer(answers, 'agent.get', {}, view))
        .catch(report)
    },
    startScript(scriptId) {
      write(({ interaction: { interactionId } }) =>
        link.request('scripts.start', { interactionId, scriptId }),
      ).catch(report)
    },
    act(action) {
      write((now) => {
        if (!now.walk) return Promise.resolve(now)
        const { interactionId } = now.interaction
        return link.request('scripts.act', { interactionId, runId: now.walk.runId, action })
      }).catch(report)
    },
    escalateRecord(record, note) {
      write(({ interaction: { interactionId } }) =>
        link.request('records.escalate', { ...record, interactionId, note }),
      ).catch(report)
    },
    fileEscalation() {
      write(({ interaction: { interactionId } }) =>
        link.request('contacts.fileEscalation', { interactionId }),
      ).catch(report)
    },
    confirmAppointment: (hour) => write(() => link.request('appointments.confirm', hour)),
    adoptAppointment: (which) => write(() => link.request('appointments.adopt', which)),
    switchScript(runId) {
      write(({ interaction: { interactionId } }) =>
        link.request('scripts.switch', { interactionId, runId }),
      ).catch(report)
    },
    extendWrapUp() {
      const interactionId = contact()?.interaction.interactionId
      if (interactionId) link.request('contacts.extendWrapUp', { interactionId }).catch(report)
    },
    async closeContact() {
      const now = contact()
      if (now?.interaction.state !== 'wrap-up') return false
      const { interactionId, draft } = now.interaction
      const whole = composeDraft(draft, mirror.state.getState().typed[interactionId])
      const forms = knownAnswer(answers, 'catalogue.get', {})?.forms ?? []
      const asked = forms.find((form) => form.serviceCode === whole.serviceCode)?.questions
      const lack = lackOf(whole, asked)
      lacking(lack)
      if (lack) return false
      await mirror.flush()
      try {
        await mirror.inOrder(() => link.request('contacts.close', { interactionId, draft: whole }))
        mirror.forget(interactionId)
        return true
      } catch (thrown) {
        // A city that names no service for the second level or for appointments: the agent chooses one.
        if (toDeskError(thrown).code === 'invalid-input' && !whole.serviceCode) lacking('serviceCode')
        else report(thrown)
        return false
      }
    },
    send: (method, input) => void link.request(method, input).catch(report),
  }
}

/**
 * A contact says how it ended; one that ended with a case for which service and what that service asks, one left to
 * level 2 why.
 */
export function lackOf(
  draft: InteractionDraft,
  questions: readonly FormQuestion[] = [],
): LackingField | null {
  const { disposition, filedCase, formAnswers, serviceCode } = draft
  if (!disposition) return 'disposition'
  const exit = exitOf(draft).kind
  if (exit === 'unclear') return 'escalation'
  if (disposition === 'CAS' && !serviceCode) return 'serviceCode'
  if (!serviceCode || isProtected(disposition) || filedCase !== undefined) return null
  const answers = formAnswers?.[serviceCode] ?? {}
  return firstFault(questions, answers, { escalated: exit === 'escalation' }) ? 'formAnswers' : null
}

/** While one of these lasts, a chosen state waits for the end of the contact (*Al terminar…*). */
export function isWorking(state: string): boolean {
  return state === 'talking' || state === 'reserved' || state === 'wrap-up'
}
