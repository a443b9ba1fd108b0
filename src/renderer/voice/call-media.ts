import type { TelephonyEvent } from '../../shared/domain/telephony.ts'
import { watchFirstAudio } from './first-audio.ts'
import { watchReadings } from './media-readings.ts'
import { createPathKeeper } from './path-keeper.ts'
import type { SetUp } from './set-up.ts'
import type { Heard, Shield } from './sound/shield.ts'
import { epochMs } from './voice-clock.ts'

export interface CallMedia {
  /** From the moment the connection exists. */
  watch(connection: RTCPeerConnection): void
  /** Somebody took the call: from now on its seconds are measured. */
  connected(connection: RTCPeerConnection): void
  /** `silent`: nothing may be heard; `quiet`: silence is wanted and no fault. */
  hold(now: { silent: boolean; quiet: boolean }): void
  networkChanged(): void
  close(): void
}

/** The sound of one call: where it is heard, how it fares every second, and the way it takes. */
export function createCallMedia(deps: {
  callId: string
  shield: Shield
  listening: AudioContext
  setUp: SetUp
  report(event: TelephonyEvent): void
  restart(): void
  doubt(): void
  giveUp(): void
}): CallMedia {
  const { callId, setUp, report } = deps
  const endings: (() => void)[] = []
  let heard: Heard | undefined
  let held = false
  let received = 0
  let toldSetUp = false
  let wasConnected = false

  const keeper = createPathKeeper(deps, (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  })

  function tellSetUp(): void {
    if (toldSetUp) return
    toldSetUp = true
    report({ kind: 'set-up', callId, phases: setUp.phases() })
  }

  /** Heard before JsSIP, which ends the call on `failed`: a broken path is the keeper's to mend or to give up. */
  function followPath(connection: RTCPeerConnection): void {
    const follow = (event: Event) => {
      const state = connection.iceConnectionState
      if (state === 'failed') event.stopImmediatePropagation()
      if (state === 'checking') setUp.mark('way-sought')
      if (state === 'connected' || state === 'completed') setUp.mark('way-found')
      keeper.changed(state)
    }
    connection.addEventListener('iceconnectionstatechange', follow, { capture: true })
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState === 'connected') setUp.mark('keys')
    })
  }

  return {
    watch(connection) {
      connection.addEventListener('track', ({ track }) => {
        const stream = new MediaStream([track])
        void deps.listening.resume()
        // One for the ear and for the first sound: each keeps the stream for as long as the graph runs.
        const source = deps.listening.createMediaStreamSource(stream)
        const ear = deps.shield.play(source, (peakDbov) =>
          report({ kind: 'acoustic-peak', callId, peakDbov }),
        )
        heard = ear
        endings.push(() => ear.close())
        endings.push(
          watchFirstAudio(source, (at) => {
            setUp.mark('sound')
            report({ kind: 'first-audio', callId, epochMs: epochMs(at) })
            if (wasConnected) tellSetUp()
          }),
        )
      })
      followPath(connection)
    },
    connected(connection) {
      wasConnected = true
      endings.push(
        watchReadings(connection, (media) => {
          if (media.packetsReceived !== received) keeper.soundSecond()
          else if (!held) keeper.silentSecond()
          received = media.packetsReceived
          report({
            kind: 'levels',
            callId,
            media: { ...media, heardEnergy: heard?.energy(media.heardEnergy) ?? media.heardEnergy },
          })
        }),
      )
    },
    hold({ silent, quiet }) {
      held = quiet
      heard?.silence(silent)
    },
    networkChanged: () => keeper.networkChanged(),
    close() {
      keeper.close()
      for (const finish of endings.splice(0)) finish()
      // JsSIP keeps a session, and this with it, for half a minute after its end.
      heard = undefined
      if (wasConnected) tellSetUp()
    },
  }
}
