import { expect, test } from 'vitest'
import { devicesAway, devicesBack } from '../../../src/renderer/desk/features/line/device-changes.ts'
import { deviceReport } from '../../support/device-report.ts'

const headset = { deviceId: 'h1', label: 'Auricular USB' }
const devices = [
  { deviceId: 'default', label: 'Micrófono del portátil', kind: 'input' as const },
  { deviceId: 'default', label: 'Altavoz del portátil', kind: 'output' as const },
]
const wished = { microphone: headset, speaker: headset, ringer: null }
const there = deviceReport({
  devices,
  wished,
  chosen: { microphone: 'h1', speaker: 'h1', ringer: 'default' },
})
const gone = deviceReport({
  devices,
  wished,
  chosen: { microphone: 'default', speaker: 'default', ringer: 'default' },
})

test('a headset that went is one line, with what took its place', () => {
  expect(devicesAway(there)).toEqual([])
  expect(devicesAway(gone)).toEqual([
    {
      what: 'away',
      name: 'Auricular USB',
      roles: ['microphone', 'speaker'],
      instead: 'Micrófono del portátil',
    },
  ])
})

test('its return is told once it is in use, and not of a device the agent gave up', () => {
  expect(devicesBack(gone, there)).toEqual([
    { what: 'back', name: 'Auricular USB', roles: ['microphone', 'speaker'], instead: '' },
  ])
  expect(devicesBack(gone, gone)).toEqual([])
  const none = { microphone: null, speaker: null, ringer: null }
  expect(devicesBack(gone, { ...gone, wished: none })).toEqual([])
})

test('the same headset under another id is not away', () => {
  const renamed = [...devices, { deviceId: 'h2', label: headset.label, kind: 'input' as const }]
  const now = deviceReport({
    devices: renamed,
    wished: { ...wished, speaker: null },
    chosen: { microphone: 'h2', speaker: 'default', ringer: 'default' },
  })
  expect(devicesAway(now)).toEqual([])
})
