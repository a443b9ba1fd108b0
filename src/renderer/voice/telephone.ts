import type { SoftphoneAccount } from '../../shared/backend-api.ts'
import type { Registration } from '../../shared/domain/agent.ts'
import type { EndCause } from '../../shared/domain/call.ts'
import type { TelephonyEvent, VoiceCommand } from '../../shared/domain/telephony.ts'
import type { RTCSession } from 'jssip/lib/RTCSession'
import { createCallSession, type CallBeginning, type CallSession } from './call-session.ts'
import { callOfText } from './call-of-text.ts'
import { probeExchange } from './exchange-probe.ts'
import { iceServer, openExchangeLine, type ExchangeLine, type IncomingSession } from './exchange-line.ts'
import { readOffer } from './incoming-offer.ts'
import { onNetworkChange } from './network-change.ts'
import { createSetUp } from './set-up.ts'
import { createSoundDesk } from './sound/sound-desk.ts'
import { epochMs, instant } from './voice-clock.ts'

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
  const sound = createSoundDesk({
    report,
    microphoneReplaced: async () =>
      void (await Promise.all([...calls.values()].map((call) => call.microphoneChanged()))),
  })
  const { graph, devices } = sound
  let registration: Registration = { state: 'none' }
  const dialling = new Set<string>()
  let watched: readonly string[] = []
  let line: { name: string; account: SoftphoneAccount; exchange: ExchangeLine } | undefined
  let leaving = false

  function setRegistration(next: Registration): void {
    registration = next
    report({ kind: 'registration', registration })
  }

  function register(account: SoftphoneAccount): void {
    leaving = false
    const name = JSON.stringify(account)
    if (line?.name === name) return line.exchange.register()
    line?.exchange.close()
    line = undefined
    setRegistration({ state: 'registering' })
    try {
      line = { name, account, exchange: openLine(account) }
    } catch {
      setRegistration({ state: 'refused', reason: 'other', status: 0 })
    }
  }

  function openLine(account: SoftphoneAccount): ExchangeLine {
    const exchange = openExchangeLine(account, {
      registration: setRegistration,
      incoming: (incoming) => take(incoming, account),
      text: (heard) => callOfText([...calls.values()], heard)?.heardText(heard.text),
      presence: (one, state) => report({ kind: 'presence', line: one, state }),
      voicemail: (voicemail) => report({ kind: 'voicemail', voicemail }),
      lost: () => {
        for (const call of calls.values()) call.lineLost()
      },
      restored: () => {
        for (const call of calls.values()) call.lineRestored()
      },
      idle: () => calls.size === 0 && dialling.size === 0,
      preferredIsBack: () => goHome(account),
    })
    exchange.watch(watched)
    return exchange
  }

  /** Anew, as JsSIP chooses among its exchanges only while it has none. */
  function goHome(account: SoftphoneAccount): void {
    line?.exchange.close()
    line = undefined
    register(account)
  }

  function take({ session, invite, arrivedAt }: IncomingSession, account: SoftphoneAccount): void {
    const callId = crypto.randomUUID()
    const at = instant(arrivedAt)
    const told = {
      kind: 'incoming',
      callId,
      offer: readOffer(invite),
      at,
      epochMs: epochMs(arrivedAt),
    } as const
    keep(session, account, { callId, told })
  }

  function keep(session: RTCSession, account: SoftphoneAccount, beginning: CallBeginning): void {
    const restGraph = graph.use()
    const call = createCallSession(session, beginning, {
      iceServers: account.iceServers.map(iceServer),
      microphone: devices.microphone,
      speakers: devices.speakers,
      shield: sound.shield,
      listening: graph.context,
      alive: () => line?.exchange.alive() ?? Promise.resolve(false),
      doubtLine: () => line?.exchange.reconnect(),
      report,
      ended(callId) {
        restGraph()
        ended(callId)
      },
    })
    calls.set(beginning.callId, call)
  }

  /** A call that cannot begin ends at once, with why. */
  async function dial({ callId, part, to }: Extract<VoiceCommand, { kind: 'dial' }>): Promise<void> {
    const told = { kind: 'outgoing', callId, part, to, at: instant() } as const
    const fail = (cause: EndCause) =>
      report({ kind: 'call', callId, event: { kind: 'ended', at: instant(), cause } })
    dialling.add(callId)
    const setUp = createSetUp()
    setUp.mark('begun')
    await devices.microphone.open()
    const track = devices.microphone.clone()
    setUp.mark('microphone')
    if (!dialling.delete(callId)) return fail('agent-hung-up')
    if (!line) return fail('line-lost')
    if (!track) return fail('no-microphone')
    try {
      keep(line.exchange.dial(to, new MediaStream([track])), line.account, { callId, told, track, setUp })
    } catch {
      track.stop()
      fail('failed')
    }
  }

  function transfer({ callId, how, to, replacing }: Extract<VoiceCommand, { kind: 'transfer' }>): void {
    const consult = replacing === undefined ? undefined : calls.get(replacing)?.session
    const uri = consult?.remote_identity.uri.toString() ?? line?.exchange.addressOf(to)
    if (uri === undefined) return
    calls.get(callId)?.transfer({ how, to, uri, ...(consult ? { replaces: consult } : {}) })
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

  async function probe(): Promise<void> {
    if (line) report({ kind: 'exchange-probe', probe: await probeExchange(line.account) })
  }

  function execute(command: VoiceCommand): void {
    switch (command.kind) {
      case 'register':
        return register(command.account)
      case 'unregister':
        return unregister()
      case 'watch':
        watched = command.lines
        return line?.exchange.watch(watched)
      case 'reconnect':
        return line?.exchange.reconnect()
      case 'answer':
        return void calls.get(command.callId)?.answer(command.toneFirst ? sound.answeringTone : undefined)
      case 'reject':
        return calls.get(command.callId)?.reject(command.status)
      case 'hang-up':
        dialling.delete(command.callId)
        return calls.get(command.callId)?.hangUp()
      case 'dial':
        return void dial(command)
      case 'transfer':
        return transfer(command)
      case 'text':
        return calls.get(command.callId)?.text(command.text)
      case 'hold':
        return calls.get(command.callId)?.hold(command.held)
      case 'mute':
        return calls.get(command.callId)?.mute(command.muted)
      case 'dtmf':
        return calls.get(command.callId)?.dtmf(command.tones)
      case 'restart-media':
        return calls.get(command.callId)?.restartMedia()
      case 'probe-exchange':
        return void probe()
      default:
        return sound.execute(command)
    }
  }

  onNetworkChange(() => {
    line?.exchange.reconnect()
    for (const call of calls.values()) call.networkChanged()
  })

  return {
    execute,
    async replay() {
      const present = await sound.devicesNow()
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
      sound.execute({ kind: 'ring', on: false })
      unregister()
    },
    hangUpAll() {
      for (const call of calls.values()) call.hangUp()
    },
  }
}
