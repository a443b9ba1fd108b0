import type { TelephonyEvent, VoiceCommand } from '../../shared/domain/telephony.ts'
import type { Desk } from '../../shared/wire.ts'

/** Between two attempts to reach a core that went away, in ms. */
const retryMs = 1_000
/** A core that closes its host's doors needs a moment to do so, in ms. */
const settleMs = 500

interface CoreLinkDeps {
  connect(): Promise<Desk>
  /** Whether the host is there although it closed our port: then another voice page took over. */
  hostAnswers(): Promise<boolean>
  execute(command: VoiceCommand): void
  replay(): Promise<TelephonyEvent[]>
  connected(desk: Desk): void
  replaced(): void
}

export interface CoreLink {
  start(): Promise<void>
  report(event: TelephonyEvent): void
}

/**
 * Keeps the voice page and the core of one mind. Calls go on while the core is away; when it is back it hears
 * everything that is true then, and of the calls that ended in between.
 */
export function createCoreLink(deps: CoreLinkDeps): CoreLink {
  let desk: Desk | undefined
  const unheardEnds = new Map<string, TelephonyEvent>()

  async function start(): Promise<void> {
    for (;;) {
      const arrived = await deps.connect().catch(() => undefined)
      if (arrived) return meet(arrived)
      await pause(retryMs)
    }
  }

  async function meet(arrived: Desk): Promise<void> {
    arrived.onClose(() => void lose(arrived))
    arrived.on('voice.execute', (command) => deps.execute(command))
    deps.connected(arrived)
    const hello = await arrived.request('voice.hello', {}).catch(() => undefined)
    if (!hello) return
    for (const event of [...(await deps.replay()), ...unheardEnds.values()]) send(arrived, event)
    desk = arrived
    for (const command of hello.commands) deps.execute(command)
  }

  async function lose(gone: Desk): Promise<void> {
    if (desk === gone) desk = undefined
    await pause(settleMs)
    if (await deps.hostAnswers()) deps.replaced()
    else await start()
  }

  function report(event: TelephonyEvent): void {
    if (event.kind === 'call' && event.event.kind === 'ended') unheardEnds.set(event.callId, event)
    if (desk) send(desk, event)
  }

  function send(to: Desk, event: TelephonyEvent): void {
    void to.request('voice.report', event).then(
      () => {
        if (event.kind === 'call' && event.event.kind === 'ended') unheardEnds.delete(event.callId)
      },
      () => {
        // Not heard: the next meeting replays what is still true, and the ends.
      },
    )
  }

  return { start, report }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((done) => setTimeout(done, delayMs))
}
