import { readFileSync, writeFileSync } from 'node:fs'
import { decodeSample, sampleRate } from '../../../src/demo/exchange/g711.ts'

/** Bytes of a canonical WAV header before the samples. */
const headerBytes = 44

/** A committed clip (µ-law, 8 kHz) as samples, said again and again until it lasts `seconds`. */
export function voice(clip: string, seconds: number): Int16Array {
  const said = readFileSync(clip)
  return Int16Array.from({ length: seconds * sampleRate }, (_, at) =>
    decodeSample(said[at % said.length] ?? 0xff),
  )
}

export function tone(hz: number, seconds: number): Int16Array {
  return Int16Array.from({ length: seconds * sampleRate }, (_, at) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * hz * at) / sampleRate)),
  )
}

/** One channel, 16 bit, 8 kHz: what Asterisk, baresip and Chromium's false microphone all read. */
export function writeWav(file: string, samples: Int16Array): void {
  const header = Buffer.alloc(headerBytes)
  header.write('RIFF', 0)
  header.writeUInt32LE(headerBytes - 8 + samples.byteLength, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE(sampleRate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.byteLength, 40)
  writeFileSync(file, Buffer.concat([header, Buffer.from(samples.buffer)]))
}

/** Also of a file that is still being written, whose header does not know its length yet. */
export function readWav(file: string): Int16Array {
  const bytes = readFileSync(file).subarray(headerBytes)
  return Int16Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(at * 2))
}

/** Mean square, full scale 1. */
export function energyOf(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += (sample / 32_768) ** 2
  return samples.length === 0 ? 0 : sum / samples.length
}

/** How much of the energy is this one tone, 0…1 (Goertzel's algorithm). */
export function toneShare(samples: Int16Array, hz: number): number {
  const energy = energyOf(samples)
  if (energy === 0) return 0
  const factor = 2 * Math.cos((2 * Math.PI * hz) / sampleRate)
  let last = 0
  let before = 0
  for (const sample of samples) [last, before] = [sample / 32_768 + factor * last - before, last]
  const power = last * last + before * before - factor * last * before
  return (2 * power) / (samples.length * samples.length * energy)
}
