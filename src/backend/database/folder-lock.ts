import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DeskError } from '../../shared/errors.ts'

/**
 * Two programs on one embedded database destroy it, and PGlite does not notice. Throws `conflict` while another
 * living program holds the folder; the lock of one that crashed is taken over. Returns the release.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder.replace(/\/+$/, '')}.lock`
  const holder = holderOf(file)
  if (holder !== undefined && isAlive(holder))
    throw new DeskError(
      'conflict',
      `The embedded database is in use by process ${holder}. Stop it first, or use PostgreSQL.`,
    )
  rmSync(file, { force: true })
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch (cause) {
    throw new DeskError('conflict', 'The embedded database was just taken by another program.', { cause })
  }
  return () => rmSync(file, { force: true })
}

function holderOf(file: string): number | undefined {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    return Number.isSafeInteger(holder) && holder > 0 ? holder : undefined
  } catch {
    return undefined
  }
}

/** Signal 0 only asks; EPERM means that it lives under another account. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
