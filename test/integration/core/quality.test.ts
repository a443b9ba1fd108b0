import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MediaReading } from '../../../src/shared/domain/quality/media-reading.ts'
import { testDesk, type TestDesk } from '../../support/test-desk.ts'
import { firstReading, secondAfter } from '../../unit/quality/readings.ts'
import { deviceReport } from '../../support/device-report.ts'

let desk: TestDesk
let reading: MediaReading

beforeEach(async () => {
  desk = await testDesk()
  await desk.becomeReady()
  reading = firstReading
})
afterEach(() => desk.dispose())

const report = (media: MediaReading) => desk.report({ kind: 'levels', callId: 'c1', media })

async function seconds(count: number, change: (before: MediaReading) => Partial<MediaReading> = () => ({})) {
  for (let second = 0; second < count; second += 1) {
    reading = secondAfter(reading, change(reading))
    await report(reading)
  }
}

async function talk(): Promise<void> {
  await desk.ring('c1')
  await desk.report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'connected', at: new Date(desk.clock.now()).toISOString() },
  })
  await report(reading)
}

async function hangUp(): Promise<void> {
  await desk.report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'ended', at: new Date(desk.clock.now()).toISOString(), cause: 'citizen-hung-up' },
  })
}

const now = () => desk.desk.request('quality.now', {})
const silent = ({ packetsReceived, heardEnergy }: MediaReading) => ({ packetsReceived, heardEnergy })

test('a voice that stops is told, repaired at a press without ending the call, and the repair is told too', async () => {
  await talk()
  await seconds(3)
  expect(await now()).toMatchObject([{ callId: 'c1', fault: null, alarms: [], repair: { name: 'idle' } }])
  await seconds(3, silent)
  expect(await now()).toMatchObject([{ fault: 'nothing-arrives', mos: null }])
  await desk.desk.request('quality.repair', { callId: 'c1' })
  expect(desk.executed.at(-1)).toEqual({ kind: 'restart-media', callId: 'c1' })
  await desk.report({ kind: 'media-restarted', callId: 'c1' })
  expect(await now()).toMatchObject([{ repair: { name: 'trying', step: 'path' } }])
  await seconds(2)
  expect(await now()).toMatchObject([{ fault: null, repair: { name: 'helped' } }])
  expect(desk.executed.some(({ kind }) => kind === 'hang-up')).toBe(false)
})

test('a microphone of digital silence is repaired by another microphone', async () => {
  await desk.report({
    kind: 'devices',
    report: deviceReport({
      devices: [
        { deviceId: 'm1', label: 'One', kind: 'input' },
        { deviceId: 'm2', label: 'Two', kind: 'input' },
      ],
      chosen: { microphone: 'm1', speaker: 'default', ringer: 'default' },
    }),
  })
  await talk()
  await seconds(5, ({ spokenEnergy }) => ({ spokenEnergy }))
  expect(await now()).toMatchObject([{ fault: 'microphone-silent' }])
  await desk.desk.request('quality.repair', { callId: 'c1' })
  expect(desk.executed.at(-1)).toEqual({ kind: 'choose-device', role: 'microphone', deviceId: 'm2' })
})

test('one record per call is kept here, and sent to the city', async () => {
  await talk()
  await desk.report({
    kind: 'set-up',
    callId: 'c1',
    phases: { microphoneMs: 3, iceMs: 40, signallingMs: 60, dtlsMs: 50, firstAudioMs: 210 },
  })
  await seconds(8, ({ packetsReceived, packetsLost }) => ({
    packetsReceived: packetsReceived + 45,
    packetsLost: packetsLost + 5,
  }))
  await hangUp()
  const [record] = await desk.desk.request('quality.recent', {})
  expect(record).toMatchObject({
    endCause: 'citizen-hung-up',
    measuredSeconds: 8,
    lossPct: { mean: 10, worst: 10 },
    alarms: [{ alarm: 'loss' }, { alarm: 'mos' }],
    setUp: { firstAudioMs: 210 },
  })
  expect(record?.interactionId).toMatch(/^[0-9A-Z]{26}$/)
  expect(await now()).toEqual([])
  expect(desk.backend.applied.filter(({ type }) => type === 'quality.record')).toHaveLength(1)
})

test('what is told of a call after its end leaves nothing on the screen', async () => {
  await talk()
  await seconds(3)
  await hangUp()
  await desk.report({ kind: 'media-restarted', callId: 'c1' })
  await desk.report({
    kind: 'set-up',
    callId: 'c1',
    phases: { microphoneMs: 3, iceMs: 40, signallingMs: 60, dtlsMs: 50, firstAudioMs: 210 },
  })
  expect(await now()).toEqual([])
})

test('a call that nobody took leaves no record', async () => {
  await desk.ring('c1')
  await hangUp()
  expect(await desk.desk.request('quality.recent', {})).toEqual([])
})

test('how a call sounded is kept here for thirty days, and not longer', async () => {
  await talk()
  await seconds(3)
  await hangUp()
  const daysLater = async (days: number) => {
    await desk.core.close()
    desk.clock.pass(days * 24 * 60 * 60_000)
    desk = await testDesk(desk)
    await desk.desk.request('session.signIn', { agentId: 'ana' })
    return desk.desk.request('quality.recent', {})
  }
  expect(await daysLater(29)).toHaveLength(1)
  expect(await daysLater(2)).toEqual([])
})
