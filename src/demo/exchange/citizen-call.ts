import { ulid } from 'ulid'
import type { z } from 'zod'
import type { DemoCallReport } from '../../shared/contract.ts'
import type { Caller } from '../citizens/caller.ts'
import { createConversation } from '../citizens/conversation.ts'
import type { Clock } from '../clock.ts'
import type { Leg } from './leg.ts'
import type { SipHeader } from './sip-message.ts'

export type CallReport = z.infer<typeof DemoCallReport>

/** One citizen on the line, from dialling to the last word, through as many desks as it takes. */
export interface CitizenCall {
  readonly externalCallId: string
  readonly caller: Caller
  /** What the offer to a desk carries beside the voice (RFC 7433 for User-to-User). */
  readonly headers: readonly SipHeader[]
  /** The desk that rings or talks now. */
  leg: Leg | undefined
  readonly over: boolean
  /** Starts the citizen's talk, and what the citizen does by himself. */
  answered(leg: Leg, hangUp: () => void): void
  end(by: CallReport['endedBy']): void
  report(): CallReport
}

/** Pause before a citizen says the last thing again, ms. */
const repeatAfterMs = 9000
/** A citizen who does not stay leaves this long after the last word, ms. */
const leaveAfterMs = 4000
/** How often a citizen's ear and the life of the line are looked at, ms. */
const lookEveryMs = 500
/** Mean square above which somebody speaks (about -50 dBov). */
const voiceThreshold = 1e-5
/** A desk that vanished sends nothing more: the exchange ends the call after this long, ms. */
const silentLineMs = 20_000

/** A citizen who has just dialled; nobody has been rung yet. */
export function createCitizenCall(caller: Caller, clock: Clock): CitizenCall {
  const externalCallId = ulid()
  let wasAnswered = false
  let endedBy: CallReport['endedBy'] = 'none'
  let over = false
  let energy = 0
  let stopLooking: (() => void) | undefined

  const call: CitizenCall = {
    externalCallId,
    caller,
    headers: offerHeaders(externalCallId, caller),
    leg: undefined,
    get over() {
      return over
    },
    answered(leg, hangUp) {
      stopLooking?.()
      wasAnswered = true
      leg.media.speak(createConversation(caller.turns, repeatAfterMs))
      const leavesAt = clock.now() + spokenMs(caller) + leaveAfterMs
      const look = () => {
        if (lineIsDead(leg, clock)) return hangUpAs('exchange')
        if (clock.now() >= leavesAt && wantsToLeave(caller, leg)) return hangUpAs('citizen')
        stopLooking = clock.after(lookEveryMs, look)
      }
      const hangUpAs = (by: 'citizen' | 'exchange') => {
        call.end(by)
        hangUp()
      }
      stopLooking = clock.after(lookEveryMs, look)
    },
    end(by) {
      if (over) return
      over = true
      endedBy = by
      stopLooking?.()
      energy = call.leg?.media.heardEnergy() ?? 0
    },
    report: () => ({
      externalCallId,
      citizenKey: caller.key,
      answered: wasAnswered,
      ended: over,
      heardAgentEnergy: over ? energy : (call.leg?.media.heardEnergy() ?? 0),
      endedBy,
    }),
  }
  return call
}

function offerHeaders(externalCallId: string, caller: Caller): SipHeader[] {
  const ivr = Object.entries(caller.ivr)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join(';')
  return [
    { name: 'X-Queue', value: caller.queue },
    { name: 'X-Call-Id', value: externalCallId },
    { name: 'X-IVR-Data', value: ivr },
    { name: 'User-to-User', value: `${Buffer.from(externalCallId).toString('hex')};encoding=hex` },
  ]
}

function spokenMs(caller: Caller): number {
  return caller.turns.reduce((sum, { pauseMs, voice }) => sum + pauseMs + voice.length / 8, 0)
}

function wantsToLeave({ behaviour }: Caller, leg: Leg): boolean {
  if (behaviour === 'hangs-up-on-voice') return leg.media.heardEnergy() > voiceThreshold
  return behaviour === 'hangs-up'
}

function lineIsDead(leg: Leg, clock: Clock): boolean {
  return !leg.media.held && clock.now() - leg.media.lastHeardAt() > silentLineMs
}
