import type { TelephonyEvent } from '../../shared/domain/telephony.ts'
import { watchFirstAudio } from './first-audio.ts'
import { watchReadings } from './media-readings.ts'
import { createPathKeeper } from './path-keeper.ts'
import type { SetUp } from './set-up.ts'
import type { Shield } from './sound/shield.ts'
import type { Playback, Speakers } from './speakers.ts'
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
  speakers: Speakers
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
  let playback: Playback | undefined
  let held = false
  let silenced = false
  let heardEnergy: () => number | undefined = () => undefined
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
        const guarded = deps.shield.guard(stream, {
          audible: () => !silenced,
          peaked: (peakDbov) => report({ kind: 'acoustic-peak', callId, peakDbov }),
        })
        heardEnergy = guarded.energy
        const playing = deps.speakers.play(guarded.stream)
        playback = playing
        endings.push(
          () => playing.close(),
          () => guarded.close(),
        )
        endings.push(
          watchFirstAudio(stream, deps.listening, (at) => {
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
            media: { ...media, heardEnergy: heardEnergy() ?? media.heardEnergy },
          })
        }),
      )
    },
    hold({ silent, quiet }) {
      held = quiet
      silenced = silent
      playback?.silence(silent)
    },
    networkChanged: () => keeper.networkChanged(),
    close() {
      keeper.close()
      for (const finish of endings.splice(0)) finish()
      if (wasConnected) tellSetUp()
    },
  }
}
