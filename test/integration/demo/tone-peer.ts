import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift'
import { encodeSample, energyOf, frameMs, frameSamples, sampleRate } from '../../../src/demo/exchange/g711.ts'

/** The agent's end of a call for tests: says a tone, measures what it hears. */
export interface TonePeer {
  answer(sdp: string): Promise<string>
  /** A new offer in this direction, for hold and resume. */
  reoffer(direction: 'sendonly' | 'sendrecv' | 'inactive'): Promise<string>
  acceptAnswer(sdp: string): Promise<void>
  /** Resolves when so many samples above silence came in. */
  hear(loudSamples: number): Promise<void>
  packetsHeard(): number
  sendDigit(event: number): Promise<void>
  close(): Promise<void>
}

const audible = 1e-5

export function createTonePeer(): TonePeer {
  const peer = new RTCPeerConnection({
    codecs: {
      audio: [
        new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
        new RTCRtpCodecParameters({
          mimeType: 'audio/telephone-event',
          clockRate: 8000,
          channels: 1,
          payloadType: 101,
        }),
      ],
    },
    iceServers: [],
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
  })
  const transceiver = peer.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: 'sendrecv' })
  const tone = Buffer.from(
    Array.from({ length: frameSamples }, (_, at) =>
      encodeSample(8000 * Math.sin((2 * Math.PI * 400 * at) / sampleRate)),
    ),
  )
  let sequenceNumber = 1
  let packets = 0
  let loud = 0
  let listeners: { wanted: number; done: () => void }[] = []
  const send = (payloadType: number, payload: Buffer, timestamp: number) => {
    const header = new RtpHeader({ payloadType, sequenceNumber: sequenceNumber++, timestamp })
    return transceiver.sender.sendRtp(new RtpPacket(header, payload))
  }
  const talking = setInterval(() => void send(0, tone, sequenceNumber * frameSamples), frameMs)
  transceiver.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe(({ payload }) => {
      packets += 1
      if (energyOf(payload) / payload.length > audible) loud += payload.length
      listeners = listeners.filter(({ wanted, done }) => {
        if (loud < wanted) return true
        done()
        return false
      })
    })
  })

  async function local(): Promise<string> {
    if (peer.iceGatheringState !== 'complete')
      await peer.iceGatheringStateChange.watch((state) => state === 'complete')
    return peer.localDescription?.sdp ?? ''
  }
  return {
    async answer(sdp) {
      await peer.setRemoteDescription({ type: 'offer', sdp })
      await peer.setLocalDescription(await peer.createAnswer())
      return await local()
    },
    async reoffer(direction) {
      transceiver.setDirection(direction)
      await peer.setLocalDescription(await peer.createOffer())
      return await local()
    },
    acceptAnswer: (sdp) => peer.setRemoteDescription({ type: 'answer', sdp }),
    hear: (loudSamples) =>
      new Promise((done) => {
        listeners.push({ wanted: loud + loudSamples, done })
      }),
    packetsHeard: () => packets,
    async sendDigit(event) {
      const codec = transceiver.sender.codec
      for (const flags of [10, 10 | 0x80, 10 | 0x80, 10 | 0x80]) {
        if (codec)
          transceiver.sender.codec = new RTCRtpCodecParameters({
            mimeType: codec.mimeType,
            clockRate: 8000,
            payloadType: 101,
          })
        await send(101, Buffer.from([event, flags, 3, 32]), 4_000_000)
      }
      if (codec) transceiver.sender.codec = codec
    },
    async close() {
      clearInterval(talking)
      await peer.close()
    },
  }
}
