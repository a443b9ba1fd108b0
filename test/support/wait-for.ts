/** Asks every `everyMs` until the answer is there; rejects after `withinMs`, naming what was waited for. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  { withinMs = 20_000, everyMs = 50 } = {},
): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== null && answer !== false) return answer
    if (performance.now() > until) throw new Error(`Waited ${withinMs} ms in vain for: ${what}.`)
    await new Promise((resume) => setTimeout(resume, everyMs))
  }
}
