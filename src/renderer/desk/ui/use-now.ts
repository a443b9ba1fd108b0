import { useSyncExternalStore } from 'react'

const tellers = new Set<() => void>()
let now = Date.now()
let ticking: ReturnType<typeof setInterval> | undefined

/** The time, once a second, from one clock for all timers on the page. Epoch ms. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now)
}

function listen(tell: () => void): () => void {
  tellers.add(tell)
  ticking ??= setInterval(() => {
    now = Date.now()
    for (const each of tellers) each()
  }, 1000)
  return () => {
    tellers.delete(tell)
    if (tellers.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}
