import type { UA } from 'jssip'
import type { Subscriber } from 'jssip/lib/Subscriber'
import type { LinePresence, Voicemail } from '../../shared/domain/telephony.ts'
import { readPresence, readVoicemail } from './presence-body.ts'

interface Told {
  presence(user: string, state: LinePresence): void
  voicemail(counted: Voicemail): void
}

/** JsSIP's types take its emitter from Node, which a page does not have. */
interface Subscribed {
  on(event: 'notify', heard: (final: boolean, request: object, body: string | undefined) => void): void
  subscribe(): void
}

/** Half an hour: JsSIP refreshes by itself, and an exchange that forgot us is asked again at the next registration. */
const expiresSeconds = 1_800

export interface LineWatch {
  /** Anew after each registration: what was subscribed over a lost connection tells nothing any more. */
  begin(users: readonly string[]): void
  /** Within the same registration: whoever of these is not asked about yet. */
  also(users: readonly string[]): void
  end(): void
}

/** Asks the exchange how the colleagues' lines and our own mailbox are (RFC 6665); one that cannot tell is left alone. */
export function createLineWatch(
  ua: UA,
  addressOf: (to: string) => string,
  ownAddress: string,
  told: Told,
): LineWatch {
  const asked = new Set<string>()
  let round = 0

  function subscribe(target: string, event: string, accept: string, heard: (body: string) => void): void {
    const ours = round
    const subscriber: Subscribed = ua.subscribe(target, event, accept, {
      expires: expiresSeconds,
      contentType: '',
    }) as Subscriber & Subscribed
    subscriber.on('notify', (_final, _request, body) => {
      if (ours === round && body !== undefined) heard(body)
    })
    subscriber.subscribe()
  }

  function also(users: readonly string[]): void {
    for (const user of users) {
      if (asked.has(user)) continue
      asked.add(user)
      subscribe(addressOf(user), 'presence', 'application/pidf+xml', (body) =>
        told.presence(user, readPresence(body)),
      )
    }
  }

  return {
    also,
    begin(users) {
      round += 1
      asked.clear()
      also(users)
      subscribe(ownAddress, 'message-summary', 'application/simple-message-summary', (body) => {
        const counted = readVoicemail(body)
        if (counted) told.voicemail(counted)
      })
    },
    end() {
      round += 1
    },
  }
}
