import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift'
import type { RTCRtpTransceiver } from 'werift'
import type { Clock } from '../clock.ts'
import { energyOf, frameMs, frameSamples } from './g711.ts'
import { createToneListener } from './telephone-event.ts'

/** What the citizen hears and says in one call: a WebRTC peer with G.711 and telephone-events. */
export interface CitizenMedia {
  /** SDP with every candidate inside: neither side trickles. */
  offer(): Promise<string>
  /** Throws for an answer that leaves both without a voice. */
  acceptAnswer(sdp: string): Promise<void>
  /** The first offer of the agent, and each later one (hold, resume, ICE restart). Throws as `acceptAnswer`. */
  answer(sdp: string): Promise<string>
  /**
   * Speaks one 20 ms frame after the other until closed; waits with the next word while nobody can hear it. Asked
   * again, somebody else speaks.
   */
  speak(nextFrame: () => Uint8Array): void
  /** Mean square of the agent's decoded voice so far, 0…1. */
  heardEnergy(): number
  /** Epoch ms of the last packet that came in, or of the start. */
  lastHeardAt(): number
  readonly held: boolean
  /** A way that swallows what the citizen sends, until the agent's side asks for another one. */
  loseWay(): void
  close(): Promise<void>
}

const loopback = '127.0.0.1'
const pcmu = 0
/** Behind by more than this, the voice jumps ahead rather than rushing to catch up. */
const latestMs = 200

/** `addresses`: beside loopback, for a browser that offers no loopback candidate itself. */
export function createCitizenMedia(options: {
  addresses: readonly string[]
  onTone: (tone: string) => void
  clock: Clock
}): CitizenMedia {
  const peer = new RTCPeerConnection({
    codecs: { audio: codecs() },
    iceServers: [],
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: [loopback, ...options.addresses],
    ...(options.addresses.length === 0 ? { iceInterfaceAddresses: { udp4: loopback } } : {}),
  })
  const transceiver = peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' })
  const listenTone = createToneListener()
  let squares = 0
  let samples = 0
  let lastHeardAt = options.clock.now()
  let speaker = (): Uint8Array => new Uint8Array()
  let wayLost = false
  let stopSpeaking: (() => void) | undefined

  transceiver.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe(({ header, payload }) => {
      lastHeardAt = options.clock.now()
      if (header.payloadType === pcmu) {
        squares += energyOf(payload)
        samples += payload.length
        return
      }
      const tone = listenTone({ timestamp: header.timestamp, payload })
      if (tone !== undefined) options.onTone(tone)
    })
  })

  return {
    async offer() {
      await peer.setLocalDescription(await peer.createOffer())
      return await gathered(peer)
    },
    async acceptAnswer(sdp) {
      requireAudio(sdp)
      await peer.setRemoteDescription({ type: 'answer', sdp })
    },
    async answer(sdp) {
      requireAudio(sdp)
      wayLost = false
      await peer.setRemoteDescription({ type: 'offer', sdp })
      await peer.setLocalDescription(await peer.createAnswer())
      return await gathered(peer)
    },
    speak(nextFrame) {
      speaker = nextFrame
      const next = () => (!wayLost && mayBeHeard(peer, transceiver) ? speaker() : undefined)
      stopSpeaking ??= everyFrame(next, transceiver)
    },
    heardEnergy: () => (samples === 0 ? 0 : squares / samples),
    lastHeardAt: () => lastHeardAt,
    loseWay: () => void (wayLost = true),
    get held() {
      return transceiver.currentDirection === 'recvonly' || transceiver.currentDirection === 'inactive'
    },
    async close() {
      stopSpeaking?.()
      await peer.close()
    },
  }
}

function codecs(): RTCRtpCodecParameters[] {
  return [
    new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: pcmu }),
    new RTCRtpCodecParameters({
      mimeType: 'audio/telephone-event',
      clockRate: 8000,
      channels: 1,
      payloadType: 101,
      parameters: '0-15',
    }),
  ]
}

/** werift takes a description without media for an agreement to say nothing. */
function requireAudio(sdp: string): void {
  if (!/^m=audio [1-9]/m.test(sdp)) throw new Error('The session description has no audio.')
}

function mayBeHeard(peer: RTCPeerConnection, transceiver: RTCRtpTransceiver): boolean {
  const direction = transceiver.currentDirection
  return peer.connectionState === 'connected' && (direction === 'sendrecv' || direction === 'sendonly')
}

async function gathered(peer: RTCPeerConnection): Promise<string> {
  if (peer.iceGatheringState !== 'complete')
    await peer.iceGatheringStateChange.watch((state) => state === 'complete')
  const sdp = peer.localDescription?.sdp
  if (sdp === undefined) throw new Error('The citizen made no session description.')
  return sdp
}

/** Frames are due at start + n × 20 ms, so that a late timer never makes the voice drift. */
function everyFrame(next: () => Uint8Array | undefined, transceiver: RTCRtpTransceiver): () => void {
  let due = performance.now()
  let sequenceNumber = 1
  let timestamp = frameSamples
  let timer: NodeJS.Timeout | undefined = undefined

  const send = (frame: Uint8Array) => {
    const header = new RtpHeader({
      payloadType: pcmu,
      sequenceNumber,
      timestamp,
      marker: sequenceNumber === 1,
    })
    sequenceNumber = (sequenceNumber + 1) & 0xffff
    const packet = new RtpPacket(header, Buffer.from(frame))
    // A packet that cannot leave (the browser went away) is lost, as on any network.
    void transceiver.sender.sendRtp(packet).catch(() => undefined)
  }
  const tick = () => {
    const late = performance.now() - due
    if (late > latestMs) due += late
    while (due <= performance.now()) {
      const frame = next()
      if (frame) send(frame)
      timestamp = (timestamp + frameSamples) >>> 0
      due += frameMs
    }
    timer = setTimeout(tick, Math.max(1, due - performance.now()))
  }
  tick()
  return () => clearTimeout(timer)
}
