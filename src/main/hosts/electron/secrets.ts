import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { safeStorage } from 'electron'
import { DeskError } from '../../../shared/errors.ts'
import type { SecretStore } from '../../shell.ts'

/**
 * Secrets encrypted with a key of the operating system's own store, one small file each. Throws `unavailable`
 * where there is no such store, so that nobody believes a secret safe that any program could read.
 */
export async function openSecrets(
  folder: string,
  policy: { allowPlainTextSecrets: boolean },
): Promise<SecretStore> {
  if (onlyPlainText()) {
    if (!policy.allowPlainTextSecrets)
      throw new DeskError('unavailable', 'This session has no key store, and policy forbids plain text.')
    safeStorage.setUsePlainTextEncryption(true)
  }
  if (!(await safeStorage.isAsyncEncryptionAvailable()))
    throw new DeskError('unavailable', 'The key store of the operating system does not answer.')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fileOf = (name: string): string => join(folder, `${Buffer.from(name).toString('base64url')}.secret`)

  async function write(name: string, value: string): Promise<void> {
    const encrypted = await safeStorage.encryptStringAsync(value).catch(refused)
    await writeWhole(fileOf(name), encrypted)
  }

  return {
    write,
    remove: (name) => rm(fileOf(name), { force: true }),
    async read(name) {
      const encrypted = await readFile(fileOf(name)).catch(absent)
      if (!encrypted) return undefined
      const decrypted = await safeStorage.decryptStringAsync(encrypted).catch(refused)
      if (decrypted.shouldReEncrypt) await write(name, decrypted.result)
      return decrypted.result
    },
  }
}

/** Only Linux has this: no keyring was found, and Chromium falls back to a password that everybody knows. */
function onlyPlainText(): boolean {
  return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
}

/** Never answered with "no such secret": the cache would be taken for a stranger's and set aside. */
function refused(cause: unknown): never {
  throw new DeskError('unavailable', 'The key store of the operating system refused.', { cause })
}

function absent(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT')
    throw new DeskError('unavailable', 'A secret could not be read from the disk.', { cause })
}

async function writeWhole(file: string, content: Buffer): Promise<void> {
  const next = await open(`${file}.new`, 'w', 0o600)
  try {
    await next.writeFile(content)
    await next.sync()
  } finally {
    await next.close()
  }
  await rename(`${file}.new`, file)
}
