import { useSyncExternalStore } from 'react'

const tellers = new Set<() => void>()
let now = Date.now()
let ticking: ReturnType<typeof setInterval> | undefined

/** The time, once a second, from one clock for all timers on the page. Epoch ms. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now)
}

/** Whether that moment (epoch ms) has come; draws again only when it does. Never, where there is none. */
export function useReached(moment: number | undefined): boolean {
  return useSyncExternalStore(listen, () => moment !== undefined && now >= moment)
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
