import { duration } from './format.ts'
import { useNow } from './use-now.ts'

/** How long it has been since then (epoch ms), by the second: drawn alone, so that a card around it rests meanwhile. */
export function Elapsed({ since }: { since: number }) {
  return duration(useNow() - since)
}

/** How long it is until then (epoch ms); 00:00 once it is over. */
export function Remaining({ until }: { until: number }) {
  return duration(until - useNow())
}
