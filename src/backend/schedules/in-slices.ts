/** Short enough that a call's command never waits for a plan. */
const sliceMs = 8

/** Runs long work in slices and lets everything that came meanwhile go first; the result is the same. */
export async function inSlices<T>(steps: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const until = performance.now() + sliceMs
    while (performance.now() < until) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
