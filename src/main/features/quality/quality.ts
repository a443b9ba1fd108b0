import type { Call } from '../../../shared/domain/call.ts'
import type { CallQuality, SetUpPhases } from '../../../shared/domain/quality/call-quality.ts'
import type { MediaReading } from '../../../shared/domain/quality/media-reading.ts'
import type { RepairStep } from '../../../shared/domain/quality/repair.ts'
import type { DeviceReport, VoiceCommand } from '../../../shared/domain/telephony.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Outbox } from '../../sync/outbox.ts'
import { watchCall, type WatchedCall } from './watched-call.ts'

/** What *Mi turno* shows. */
const recentLimit = 30

export interface Quality {
  readonly handlers: HandlersOf<'quality'>
  reading(callId: string, media: MediaReading): void
  setUp(callId: string, phases: SetUpPhases): void
  restarted(callId: string): void
  /** The record of a call that was talked in; `interactionId` where it belongs to a contact. */
  ended(call: Call, interactionId: string | undefined): void
}

/** Follows how every call sounds, tells the agent, repairs on request, and keeps one record per call. */
export function createQuality(deps: {
  rows: CacheRows
  outbox: Outbox
  newId: () => string
  agentId: () => string | undefined
  calls: () => readonly Call[]
  devices: () => DeviceReport
  execute: (command: VoiceCommand) => void
  /** What the agent is told reads differently now. */
  onChanged: () => void
  onIssued: () => void
}): Quality {
  const { rows } = deps
  const watched = new Map<string, WatchedCall>()
  let told = '[]'

  const views = () => [...watched.values()].map((one) => one.view())

  function tell(): void {
    const now = JSON.stringify(views())
    if (now === told) return
    told = now
    deps.onChanged()
  }

  /** What is told of a call after its end would be watched for ever. */
  const lives = (callId: string) => deps.calls().some((one) => one.callId === callId)

  function watch(callId: string): WatchedCall {
    const known = watched.get(callId)
    if (known) return known
    const begun = watchCall(callId, (step) => order(callId, step))
    watched.set(callId, begun)
    return begun
  }

  function order(callId: string, step: RepairStep): void {
    if (step === 'path') return deps.execute({ kind: 'restart-media', callId })
    const { devices, chosen } = deps.devices()
    const inputs = devices.filter(({ kind }) => kind === 'input').map(({ deviceId }) => deviceId)
    const other = inputs.find((one) => one !== chosen.microphone && one !== 'default') ?? chosen.microphone
    deps.execute({ kind: 'choose-device', role: 'microphone', deviceId: other })
  }

  function keep(record: CallQuality): void {
    rows.together(() => {
      rows.callQualities.put(record)
      deps.outbox.append({
        commandId: deps.newId(),
        type: 'quality.record',
        subject: `quality-${record.callQualityId}`,
        issuedAt: record.endedAt,
        agentId: record.agentId,
        payload: { quality: record },
      })
    })
    deps.onIssued()
  }

  return {
    reading(callId, media) {
      const call = deps.calls().find((one) => one.callId === callId)
      if (call?.phase.name !== 'connected') return
      watch(callId).reading(call, media)
      tell()
    },
    setUp(callId, phases) {
      if (lives(callId)) watch(callId).setUp(phases)
    },
    restarted(callId) {
      if (lives(callId)) watch(callId).restarted()
    },
    ended(call, interactionId) {
      const one = watched.get(call.callId)
      watched.delete(call.callId)
      tell()
      const agentId = deps.agentId()
      const { phase } = call
      if (!one || agentId === undefined || phase.name !== 'ended' || phase.answeredAt === undefined) return
      keep({
        callQualityId: deps.newId(),
        agentId,
        interactionId: interactionId ?? null,
        direction: call.direction,
        part: call.part,
        startedAt: phase.answeredAt,
        endedAt: phase.endedAt,
        endCause: phase.cause,
        ...one.figures(),
      })
    },
    handlers: {
      'quality.now': views,
      'quality.repair'({ callId }) {
        const one = watched.get(callId)
        if (!one) throw new DeskError('conflict', 'Nothing of that call was measured yet.')
        one.repair()
        tell()
        return null
      },
      'quality.recent'() {
        const agentId = deps.agentId()
        return agentId === undefined ? [] : rows.callQualities.newestOf(agentId, recentLimit)
      },
    },
  }
}
