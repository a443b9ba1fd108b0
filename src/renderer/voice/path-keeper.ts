/** What a broken media path asks for. */
interface PathWishes {
  restart(): void
  /** No sound comes any more: whether the line stands has to be asked. */
  doubt(): void
  /** Nobody will be heard on this call any more. */
  giveUp(): void
}

export interface PathKeeper {
  changed(state: RTCIceConnectionState): void
  /** The machine has another network now, which ICE itself only notices after seconds. */
  networkChanged(): void
  /** A second in which packets should have come and none did. */
  silentSecond(): void
  /** A second in which some came. */
  soundSecond(): void
  close(): void
}

/** Waits before each restart in a row, ms: as many as there are here, then none. */
const waitsMs = [0, 3_000, 6_000, 10_000, 15_000, 15_000]
/** A path that held this long counts as mended, ms; before, a new break goes on with the count. */
const steadyMs = 10_000
/** A talk is not given up before its exchange would; one that never had a path is, sooner, ms. */
const giveUpAfterMs = { mended: 60_000, never: 20_000 }
/** For this long after a change of network, one second of silence is enough to ask for a new path, ms. */
const suspiciousMs = 10_000

/**
 * Asks for ICE restarts while the path is broken. Bounded: six in a row, further and further apart, and the count
 * starts anew only once a path has held. JsSIP would end the call on the first `failed`. ICE takes 5 s to notice that
 * the machine has another address, and no browser tells of each: the first second without sound has the line asked.
 *
 *   whole ── disconnected, failed, silent after a change ─▶ broken ── connected ─▶ whole ── 10 s ─▶ count = 0
 *                                                             └── 60 s ─▶ given up
 */
export function createPathKeeper(
  wishes: PathWishes,
  after: (delayMs: number, run: () => void) => () => void,
): PathKeeper {
  let tries = 0
  let broken = false
  let everWhole = false
  let suspicious = false
  let silence = 0
  let unproven = false
  let cancelNext = () => {}
  let cancelGiveUp = () => {}
  let cancelSteady = () => {}
  let cancelSuspicion = () => {}

  function breaks(): void {
    if (broken) return
    broken = true
    cancelSteady()
    cancelGiveUp = after(everWhole ? giveUpAfterMs.mended : giveUpAfterMs.never, () => {
      close()
      wishes.giveUp()
    })
    plan()
  }

  function plan(): void {
    cancelNext()
    const wait = waitsMs[tries]
    if (wait === undefined) return
    if (wait === 0) return attempt()
    cancelNext = after(wait, attempt)
  }

  function attempt(): void {
    tries += 1
    unproven = true
    wishes.restart()
    if (broken) plan()
  }

  function isWhole(): void {
    broken = false
    everWhole = true
    cancelNext()
    cancelGiveUp()
    cancelSteady()
    cancelSteady = after(steadyMs, () => (tries = 0))
  }

  function close(): void {
    for (const cancel of [cancelNext, cancelGiveUp, cancelSteady, cancelSuspicion]) cancel()
  }

  return {
    changed(state) {
      if (state === 'disconnected' || state === 'failed') breaks()
      else if (state === 'connected' || state === 'completed') isWhole()
    },
    networkChanged() {
      cancelSuspicion()
      suspicious = true
      cancelSuspicion = after(suspiciousMs, () => (suspicious = false))
      if ((!broken && silence === 0) || tries >= waitsMs.length) return
      suspicious = false
      attempt()
    },
    silentSecond() {
      silence += 1
      if (silence === 1) wishes.doubt()
      if (!suspicious || broken) return
      suspicious = false
      if (tries < waitsMs.length) attempt()
    },
    soundSecond() {
      silence = 0
      // Only restarts that did not help count.
      if (unproven) tries = Math.max(0, tries - 1)
      unproven = false
    },
    close,
  }
}
