import type { DeviceReport } from '../../src/shared/domain/telephony.ts'

/** What a voice page says of its devices: an open microphone and nothing chosen, but for what a test says. */
export const deviceReport = (changed: Partial<DeviceReport> = {}): DeviceReport => ({
  microphone: 'open',
  devices: [],
  chosen: { microphone: '', speaker: '', ringer: '' },
  wished: { microphone: null, speaker: null, ringer: null },
  noise: 'browser',
  shielded: true,
  headset: null,
  ...changed,
})
