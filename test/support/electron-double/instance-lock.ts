import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One instance per user-data folder, as Electron's own lock: the holder hears of every later one. A lock whose
 * holder has died is taken over.
 */
export function takeLock(userData: string, onSecond: (argv: string[]) => void): boolean {
  const folder = join(userData, 'SingletonLock')
  mkdirSync(folder, { recursive: true })
  const holderFile = join(folder, 'holder')
  const holder = readHolder(holderFile)
  if (holder !== undefined && holder !== process.pid && isAlive(holder)) return false
  writeFileSync(holderFile, String(process.pid))
  const watcher = watch(folder, () => {
    for (const name of readdirSync(folder)) {
      if (!name.startsWith('second-')) continue
      const argv = JSON.parse(readFileSync(join(folder, name), 'utf8')) as string[]
      rmSync(join(folder, name))
      onSecond(argv)
    }
  })
  watcher.unref()
  return true
}

/** Written whole before it gets the name that is looked for: the holder reads as soon as it sees one. */
export function announceSecond(userData: string, argv: readonly string[]): void {
  const file = join(userData, 'SingletonLock', `second-${process.pid}`)
  writeFileSync(join(userData, `new-second-${process.pid}`), JSON.stringify(argv))
  renameSync(join(userData, `new-second-${process.pid}`), file)
}

function readHolder(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
