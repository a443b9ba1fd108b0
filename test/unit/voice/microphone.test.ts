import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMicrophone, type Microphone } from '../../../src/renderer/voice/microphone.ts'
import { usualTreatment, type SoundTreatment } from '../../../src/shared/domain/sound.ts'

/** What a track of the browser is to the microphone. */
class FakeTrack extends EventTarget {
  readyState = 'live'
  readonly name: string
  constructor(name: string) {
    super()
    this.name = name
  }
  getSettings = () => ({ groupId: '' })
  stop(): void {
    this.readyState = 'ended'
  }
}

/** Each time the browser was asked for sound: which device, and what it should do to it. */
let asked: Record<string, unknown>[]
let opened: FakeTrack[]
let suppressorWorks: boolean
let callsTake: () => Promise<void>

beforeEach(() => {
  asked = []
  opened = []
  suppressorWorks = true
  callsTake = () => Promise.resolve()
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia({ audio }: { audio: Record<string, unknown> }) {
        asked.push(audio)
        const { exact = 'default' } = (audio['deviceId'] ?? {}) as { exact?: string }
        const track = new FakeTrack(exact)
        opened.push(track)
        return Promise.resolve({ getAudioTracks: () => [track] })
      },
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

function microphone(treatment: SoundTreatment): Microphone {
  const clean = new FakeTrack('cleaned') as unknown as MediaStreamTrack
  return createMicrophone(
    {
      suppressor: {
        suppress: () =>
          suppressorWorks
            ? Promise.resolve({ track: clean, close: () => {} })
            : Promise.reject(new Error('no audio graph')),
      },
      present: () => Promise.resolve([]),
      changed: () => {},
      replaced: () => callsTake(),
    },
    treatment,
  )
}

test.each([
  { echoCancellation: true, gainControl: false },
  { echoCancellation: false, gainControl: true },
])('the device is asked for what the agent wants done to his voice: %o', async (wanted) => {
  await microphone({ ...wanted, noise: 'none' }).open()
  expect(asked).toEqual([
    {
      echoCancellation: wanted.echoCancellation,
      autoGainControl: wanted.gainControl,
      noiseSuppression: false,
    },
  ])
})

test('RNNoise takes the noise away alone: what the browser had cleaned before it would be cleaned twice', async () => {
  const one = microphone({ ...usualTreatment, noise: 'strong' })
  await one.open()
  expect(asked).toMatchObject([{ noiseSuppression: false }])
  expect(one).toMatchObject({ noise: 'strong', track: { name: 'cleaned' } })
})

test('where RNNoise cannot run the browser’s own suppression is asked for, and said to be in use', async () => {
  suppressorWorks = false
  const one = microphone({ ...usualTreatment, noise: 'strong' })
  await one.open()
  expect(asked.at(-1)).toMatchObject({ noiseSuppression: true })
  expect(one).toMatchObject({ state: 'open', noise: 'browser' })
  expect(opened.map(({ readyState }) => readyState)).toEqual(['ended', 'live'])
})

test('another microphone is the chosen one only once every call took it', async () => {
  const one = microphone(usualTreatment)
  await one.open()
  let take = () => {}
  callsTake = () => new Promise((taken) => (take = taken))
  const choosing = one.choose('headset')
  await vi.waitFor(() => expect(opened).toHaveLength(2))
  await vi.waitFor(() => expect(one.track).toBe(opened[1]))
  expect(one.chosen).toBe('default')
  take()
  await choosing
  expect(one.chosen).toBe('headset')
  expect(opened.map(({ readyState }) => readyState)).toEqual(['ended', 'live'])
})

test('a call that does not take it leaves all as it was', async () => {
  const one = microphone(usualTreatment)
  await one.open()
  callsTake = () => Promise.reject(new Error('replaceTrack'))
  await one.choose('headset')
  expect(one).toMatchObject({ state: 'open', chosen: 'default', wished: null })
  expect(opened.map(({ readyState }) => readyState)).toEqual(['live', 'ended'])
})
