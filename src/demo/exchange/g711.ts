/** G.711 µ-law (ITU-T G.711): 8 kHz, one byte a sample. */
export const sampleRate = 8000
/** One RTP packet: 20 ms. */
export const frameSamples = 160
export const frameMs = 20
/** The byte of silence. */
export const silence = 0xff

const bias = 0x84
const clip = 32_635

/** 16-bit sample of a µ-law byte. */
export function decodeSample(byte: number): number {
  const bits = ~byte & 0xff
  const exponent = (bits >> 4) & 7
  const magnitude = (((bits & 15) << 3) + bias) << exponent
  return bits & 0x80 ? bias - magnitude : magnitude - bias
}

/** µ-law byte of a 16-bit sample. */
export function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(Math.trunc(sample)), clip) + bias
  const exponent = 31 - Math.clz32(magnitude) - 7
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 0xff
}

const squares = Float64Array.from({ length: 256 }, (_, byte) => (decodeSample(byte) / 32_768) ** 2)

/** Sum of the squares of the decoded samples, full scale 1: add over packets, divide by samples. */
export function energyOf(frame: Uint8Array): number {
  let sum = 0
  for (const byte of frame) sum += squares[byte] ?? 0
  return sum
}
