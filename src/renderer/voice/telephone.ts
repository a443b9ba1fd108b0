import type { SoftphoneAccount } from '../../shared/backend-api.ts'
import type { Registration } from '../../shared/domain/agent.ts'
import type { TelephonyEvent, VoiceCommand } from '../../shared/domain/telephony.ts'
import { assertNever } from '../../shared/errors.ts'
import { createCallSession, type CallSession } from './call-session.ts'
import { openExchangeLine, type ExchangeLine, type IncomingSession } from './exchange-line.ts'
import { readOffer } from './incoming-offer.ts'
import { createRinger } from './ringer.ts'
import { createSoundDevices } from './sound-devices.ts'

export interface Telephone {
  execute(command: VoiceCommand): void
  /** Everything that is true now, for a core that has just started or has lost us for a while. */
  replay(): Promise<TelephonyEvent[]>
  readonly inCall: boolean
  /** Another window took over: no new call may ring here; what is being talked goes on until it ends. */
  retire(): void
  hangUpAll(): void
}

/** The desk's telephone: executes the core's commands in order and reports what happens. It decides nothing. */
export function createTelephone(report: (event: TelephonyEvent) => void): Telephone {
  const calls = new Map<string, CallSession>()
  const context = new AudioContext()
  const devices = createSoundDevices({
    changed: () => void reportDevices(),
    microphoneReplaced: () => {
      for (const call of calls.values()) call.microphoneChanged()
    },
  })
  const ringer = createRinger(devices.ringer, context)
  let registration: Registration = { state: 'none' }
  let line: { account: string; exchange: ExchangeLine } | undefined
  let leaving = false
  let lastDevices = ''

  async function reportDevices(): Promise<void> {
    const now = await devices.report()
    if (JSON.stringify(now) === lastDevices) return
    lastDevices = JSON.stringify(now)
    report({ kind: 'devices', report: now })
  }

  function setRegistration(next: Registration): void {
    registration = next
    report({ kind: 'registration', registration })
  }

  function register(account: SoftphoneAccount): void {
    leaving = false
    const name = JSON.stringify(account)
    if (line?.account === name) return line.exchange.register()
    line?.exchange.close()
    line = undefined
    setRegistration({ state: 'registering' })
    try {
      line = { account: name, exchange: openLine(account) }
    } catch {
      setRegistration({ state: 'refused', reason: 'other', status: 0 })
    }
  }

  function openLine(account: SoftphoneAccount): ExchangeLine {
    const exchange: ExchangeLine = openExchangeLine(account, {
      registration: setRegistration,
      incoming: (incoming) => take(incoming, account, exchange),
      lost: () => {
        for (const call of calls.values()) call.lineLost()
      },
      restored: () => {
        for (const call of calls.values()) call.lineRestored()
      },
    })
    return exchange
  }

  function take(
    { session, invite, arrivedAt }: IncomingSession,
    account: SoftphoneAccount,
    exchange: ExchangeLine,
  ) {
    const callId = crypto.randomUUID()
    const call = createCallSession(
      session,
      { callId, offer: readOffer(invite), arrivedAt },
      {
        iceServers: account.iceServers.map(iceServer),
        microphone: devices.microphone,
        speakers: devices.speakers,
        listening: context,
        alive: () => exchange.alive(),
        report,
        ended,
      },
    )
    calls.set(callId, call)
  }

  function ended(callId: string): void {
    calls.delete(callId)
    if (leaving && calls.size === 0) closeLine()
  }

  function unregister(): void {
    leaving = true
    line?.exchange.unregister()
    if (calls.size === 0) closeLine()
    setRegistration({ state: 'none' })
  }

  function closeLine(): void {
    line?.exchange.close()
    line = undefined
    devices.microphone.close()
  }

  function execute(command: VoiceCommand): void {
    switch (command.kind) {
      case 'register':
        return register(command.account)
      case 'unregister':
        return unregister()
      case 'reconnect':
        return line?.exchange.reconnect()
      case 'ring':
        return ringer.ring(command.on)
      case 'answer':
        return void calls.get(command.callId)?.answer()
      case 'reject':
        return calls.get(command.callId)?.reject(command.status)
      case 'hang-up':
        return calls.get(command.callId)?.hangUp()
      case 'hold':
        return calls.get(command.callId)?.hold(command.held)
      case 'mute':
        return calls.get(command.callId)?.mute(command.muted)
      case 'dtmf':
        return calls.get(command.callId)?.dtmf(command.tones)
      case 'open-microphone':
        return void devices.microphone.open()
      case 'choose-device':
        return void devices.choose(command.role, command.deviceId)
      default:
        return assertNever(command)
    }
  }

  window.addEventListener('online', () => line?.exchange.reconnect())

  return {
    execute,
    async replay() {
      const present = await devices.report()
      return [
        { kind: 'registration', registration },
        { kind: 'devices', report: present },
        ...[...calls.values()].flatMap((call) => call.replay()),
      ]
    },
    get inCall() {
      return calls.size > 0
    },
    retire() {
      ringer.ring(false)
      unregister()
    },
    hangUpAll() {
      for (const call of calls.values()) call.hangUp()
    },
  }
}

function iceServer(server: SoftphoneAccount['iceServers'][number]): RTCIceServer & { urls: string } {
  const { urls, username, credential } = server
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }
}
