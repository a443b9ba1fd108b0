/** After the first candidate the others have this long, in ms. */
const patienceMs = 400

interface Candidate {
  readonly type: string | null
}

/**
 * Ends JsSIP's wait for complete ICE gathering, which takes 40 s with one dead STUN server. Not on the first
 * candidate: Asterisk drops DTLS from one that was cut. As soon as the wanted kind came, or after 400 ms.
 */
export function createIceGate(iceServers: readonly { urls: string }[]) {
  const wanted = wantedType(iceServers)
  let waiting: { ready: () => void; timer: ReturnType<typeof setTimeout> } | undefined

  return {
    /** JsSIP makes a new `ready` for each gathering: an ICE restart starts a new wait. */
    candidate(candidate: Candidate, ready: () => void): void {
      if (waiting?.ready !== ready) {
        clearTimeout(waiting?.timer)
        waiting = { ready, timer: setTimeout(ready, patienceMs) }
      }
      if (candidate.type !== null && candidate.type === wanted) {
        clearTimeout(waiting.timer)
        ready()
      }
    },
    close: () => clearTimeout(waiting?.timer),
  }
}

/** With no server there is nothing to wait for but the end, which then comes in about 130 ms. */
function wantedType(iceServers: readonly { urls: string }[]): 'relay' | 'srflx' | undefined {
  if (iceServers.some(({ urls }) => /^turns?:/i.test(urls))) return 'relay'
  return iceServers.some(({ urls }) => /^stuns?:/i.test(urls)) ? 'srflx' : undefined
}
