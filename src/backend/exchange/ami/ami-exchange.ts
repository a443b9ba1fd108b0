import type { Agent, Presence } from '../../../shared/domain/agent.ts'
import type { Supervision } from '../../../shared/domain/exchange.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import { faultFacts, type Log } from '../../log.ts'
import type { ExchangeAdapter } from '../exchange-adapter.ts'
import { connectAmi, type AmiAddress } from './ami-connection.ts'
import type { AmiMessage } from './ami-message.ts'
import { createMembership } from './membership.ts'
import { createRecordings } from './recordings.ts'

/** How this city's Asterisk is laid out. */
export interface AmiLayout {
  address: AmiAddress
  /** Asterisk's own name of a queue where it is not our `queueId`. */
  queueNames: Readonly<Record<string, string>>
  /** An agent's channel, as `PJSIP/1001`. Throws `no-line` for one without a telephone. */
  interfaceOf: (agentId: string) => string
  /** Where a number is dialled from: the dialplan's context for agents. */
  dialContext: string
}

export interface AmiExchange extends ExchangeAdapter {
  close(): void
}

/** Letters of ChanSpy: quiet, end when the agent's call ends; `w` speaks to the agent, `B` to both. */
const spyOptions: Record<Supervision, string> = { listen: 'qE', whisper: 'qEw', barge: 'qEB' }
/** As long as a desk may ring before the exchange counts it as empty, ms. */
const ringLimitMs = 30_000
/** Between two tries to tell everybody's presence: an Asterisk lets sign in before it has read its queues, ms. */
const tellAgainMs = { first: 500, longest: 60_000 }

/**
 * The queues of an Asterisk over AMI (`app_queue`, dynamic members). After a restart of Asterisk, and of the
 * connection, everybody's presence is said again, until it was taken.
 */
export function amiExchange(layout: AmiLayout, deps: { clock: Clock; log: Log }): AmiExchange {
  const { clock, log } = deps
  let stopTelling = () => {}
  const queueIds = new Map(Object.entries(layout.queueNames).map(([queueId, name]) => [name, queueId]))
  const connection = connectAmi(layout.address, {
    ...deps,
    onReady: () => tellEverybody(tellAgainMs.first),
    onEvent: (event) => membership.hear(event),
  })
  const recordings = createRecordings(connection)
  const membership = createMembership({
    connection,
    log,
    nameOf,
    queueIdOf: (name) => queueIds.get(name) ?? name,
    interfaceOf: layout.interfaceOf,
  })

  function tellEverybody(waitMs: number): void {
    stopTelling()
    membership.sayAllAgain().catch((error: unknown) => {
      log.warn('the exchange did not take everybody’s presence', faultFacts(error))
      stopTelling()
      stopTelling = clock.after(waitMs, () => tellEverybody(Math.min(2 * waitMs, tellAgainMs.longest)))
    })
  }

  function nameOf(queueId: string): string {
    return Object.hasOwn(layout.queueNames, queueId) ? (layout.queueNames[queueId] ?? queueId) : queueId
  }

  function originate(fields: Readonly<Record<string, string>>): Promise<AmiMessage> {
    return connection.send('Originate', { ...fields, Timeout: String(ringLimitMs), Async: 'true' })
  }

  return {
    abilities: { recording: true, supervision: true },
    setPresence: (agent: Agent, presence: Presence) => membership.set(agent, presence),
    queues: () => membership.counts(),
    async originate(agent, number) {
      const digits = number.replaceAll(/[\s().-]/g, '')
      if (!/^\+?[0-9*#]{2,20}$/.test(digits))
        throw new DeskError('invalid-input', `${number}: is not a number that can be dialled.`)
      await originate({
        Channel: layout.interfaceOf(agent.agentId),
        Context: layout.dialContext,
        Exten: digits,
        Priority: '1',
        CallerID: digits,
      })
    },
    recording: (externalCallId) => recordings.stateOf(externalCallId),
    pauseRecording: (externalCallId, paused) => recordings.pause(externalCallId, paused),
    async supervise(lead, agent, how) {
      await originate({
        Channel: layout.interfaceOf(lead.agentId),
        Application: 'ChanSpy',
        // The hyphen ends the number: agent 100 is not agent 1001.
        Data: `${layout.interfaceOf(agent.agentId)}-,${spyOptions[how]}`,
        CallerID: `"${agent.name.replaceAll(/["\\<>\r\n]/g, ' ')}" <${how}>`,
      })
    },
    close() {
      stopTelling()
      connection.close()
    },
  }
}
