import type { TelephonyEvent, VoiceCommand } from '../../shared/domain/telephony.ts'
import type { Desk } from '../../shared/wire.ts'
import type { HostDesk } from '../host/connect.ts'

/** Between two attempts to reach a core that went away, in ms. */
const retryMs = 1_000

interface CoreLinkDeps {
  connect(): Promise<HostDesk>
  execute(command: VoiceCommand): void
  replay(): Promise<TelephonyEvent[]>
  connected(desk: Desk): void
  /** The core is there and closed our port: another voice page took over. */
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

  async function meet(arrived: HostDesk): Promise<void> {
    arrived.onClose(() => void lose(arrived))
    arrived.on('voice.execute', (command) => deps.execute(command))
    deps.connected(arrived)
    const hello = await arrived.request('voice.hello', {}).catch(() => undefined)
    if (!hello) return
    for (const event of [...(await deps.replay()), ...unheardEnds.values()]) send(arrived, event)
    desk = arrived
    for (const command of hello.commands) deps.execute(command)
  }

  async function lose(gone: HostDesk): Promise<void> {
    if (desk === gone) desk = undefined
    if (await gone.dismissed()) deps.replaced()
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
