/** What one second of a call suffered on its way. */
export interface Impairment {
  /** Lost or too late for the jitter buffer, % of the packets. */
  readonly lossPct: number
  /** From mouth to ear, ms. */
  readonly oneWayDelayMs: number
}

/** R of a connection with every parameter at its default: G.107 (06/2015) table 3 and §7.1. */
const untouched = 93.2
/** G.711 with concealment (G.113 appendix I): nothing lost by coding, packet-loss robustness 25.1. */
const equipment = 0
const robustness = 25.1
/** Delay below this is not noticed in a conversation, ms (G.107 §7.5). */
const unnoticedDelayMs = 100

/**
 * The E-model (ITU-T G.107, 06/2015) simplified: R = 93.2 − Idd − Ie,eff. Everything that a desk cannot measure stays
 * at its default: room noise, side tone and echo (cancelled), advantage 0. Loss counts as random (BurstR 1), so that
 * a bursty network is judged too kindly; every codec is judged as G.711 with concealment, as G.113 has no figures for
 * Opus. It plans and compares: it is no listener, and says nothing of what the microphone made of the voice.
 */
export function ratingFactor({ lossPct, oneWayDelayMs }: Impairment): number {
  const loss = Math.min(100, Math.max(0, lossPct))
  const equipmentEffective = equipment + (95 - equipment) * (loss / (loss + robustness))
  return untouched - delayImpairment(oneWayDelayMs) - equipmentEffective
}

/** Idd of G.107 §7.5, equations 7-27 and 7-28. */
function delayImpairment(oneWayDelayMs: number): number {
  if (oneWayDelayMs <= unnoticedDelayMs) return 0
  const x = Math.log2(oneWayDelayMs / unnoticedDelayMs)
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
}

/** MOS-CQE from R (G.107 annex B), 1 to 4.5; its cubic dips below 1 for a very small R, which is no opinion. */
export function opinionScore(rating: number): number {
  if (rating <= 0) return 1
  if (rating >= 100) return 4.5
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6)
}
