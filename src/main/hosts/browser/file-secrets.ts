import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DeskError } from '../../../shared/errors.ts'
import type { SecretStore } from '../../shell.ts'

/**
 * A browser offers Node no key store, so the key lies beside the cache it opens, readable by this account only:
 * it keeps other accounts out, not whoever takes the disk. Disk encryption must do that here.
 */
export function fileSecrets(dataFolder: string): SecretStore {
  const folder = join(dataFolder, 'secrets')
  const fileOf = (name: string): string => join(folder, Buffer.from(name).toString('base64url'))
  return {
    read: (name) =>
      readFile(fileOf(name), 'utf8').catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return undefined
        throw new DeskError('unavailable', 'A secret could not be read from the disk.', { cause })
      }),
    remove: (name) => rm(fileOf(name), { force: true }),
    async write(name, value) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const next = await open(`${fileOf(name)}.new`, 'w', 0o600)
      try {
        await next.writeFile(value)
        await next.sync()
      } finally {
        await next.close()
      }
      await rename(`${fileOf(name)}.new`, fileOf(name))
    },
  }
}
