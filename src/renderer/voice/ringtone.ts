/** Two soft notes, twice, then a rest: told from a home telephone and from every meeting program. */
const notes = [
  { at: 0, hertz: 587.33 },
  { at: 0.18, hertz: 783.99 },
  { at: 0.5, hertz: 587.33 },
  { at: 0.68, hertz: 783.99 },
]
const noteSeconds = 0.3
const loudness = 0.25

/** Length of one round with its rest, in s. */
export const ringtoneSeconds = 3

/** One round of the ringtone as samples between −1 and 1: our own sound, so that no file has to be licensed. */
export function ringtone(sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(sampleRate * ringtoneSeconds))
  for (const { at, hertz } of notes) {
    const first = Math.round(at * sampleRate)
    for (let n = 0; n < noteSeconds * sampleRate; n += 1) {
      const seconds = n / sampleRate
      const swell = Math.min(1, seconds / 0.01) * Math.exp(-seconds * 9)
      const wave = Math.sin(2 * Math.PI * hertz * seconds) + 0.3 * Math.sin(4 * Math.PI * hertz * seconds)
      samples[first + n] = (samples[first + n] ?? 0) + loudness * swell * wave
    }
  }
  return samples.map((sample) => Math.max(-0.9, Math.min(0.9, sample)))
}
