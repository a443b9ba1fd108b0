import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The cache as it stood before a newer app brought it to its own form (`open.ts`). */
export const formerCopy = (file: string, version: number) => `${file}.before-${version}`

/** A copy outlives an outbox that cannot be emptied by no more than this: whom it names has long been let go. */
const keptMs = 7 * 24 * 60 * 60_000

/**
 * The copies of a cache hold whom an older app knew, so they go as soon as nothing is lost with them: once the new
 * cache has worked for a whole round and nothing waits in it to be sent, and after seven days whatever waits.
 */
export interface FormerCopies {
  /** At every start. Returns the names of what was removed. */
  dropOld(): string[]
  /** Everything went up and what was new came down. */
  dropAll(): string[]
}

export function formerCopies(file: string, now: () => number): FormerCopies {
  const folder = dirname(file)
  const start = formerCopy(basename(file), 0).slice(0, -1)
  let gone = false

  function drop(which: (path: string) => boolean): string[] {
    const names = readdirSync(folder).filter(
      (name) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)) && which(join(folder, name)),
    )
    for (const name of names) rmSync(join(folder, name), { force: true })
    return names
  }

  return {
    dropOld: () => drop((path) => now() - statSync(path).mtimeMs > keptMs),
    dropAll() {
      if (gone) return []
      const dropped = drop(() => true)
      gone = true
      return dropped
    },
  }
}
