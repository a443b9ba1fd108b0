import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The cache, what was put aside or copied of it, and its marks; the log and the host's own files stay. */
export function removeCacheFiles(dataFolder: string, cacheFile: string): number {
  const files = readdirSync(dataFolder).filter((name) => name.startsWith(cacheFile))
  for (const name of files) rmSync(join(dataFolder, name), { force: true })
  return files.length
}
