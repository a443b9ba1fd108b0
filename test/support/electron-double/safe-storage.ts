import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { app } from './app.ts'
import { readSettings } from './settings.ts'

const settings = readSettings()
let plainTextAllowed = false

/** As Electron's asynchronous half: a key per user and version, refusals as rejections, nothing before `ready`. */
export const safeStorage = {
  getSelectedStorageBackend: (): string => (app.isReady() ? settings.storageBackend : 'unknown'),

  setUsePlainTextEncryption(usePlainText: boolean): void {
    plainTextAllowed = usePlainText
  },

  isAsyncEncryptionAvailable(): Promise<boolean> {
    const reachable = settings.storageBackend !== 'basic_text' || plainTextAllowed
    return Promise.resolve(app.isReady() && settings.encryptionAvailable && reachable)
  },

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    await requireAvailable()
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyOf(settings.keyVersion), iv)
    const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.from([settings.keyVersion]), iv, cipher.getAuthTag(), body])
  },

  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    await requireAvailable()
    const version = encrypted[0] ?? 0
    const decipher = createDecipheriv('aes-256-gcm', keyOf(version), encrypted.subarray(1, 13))
    decipher.setAuthTag(encrypted.subarray(13, 29))
    const result = Buffer.concat([decipher.update(encrypted.subarray(29)), decipher.final()]).toString('utf8')
    return { result, shouldReEncrypt: version !== settings.keyVersion }
  },
}

async function requireAvailable(): Promise<void> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) throw new Error('Encryption is not available.')
}

function keyOf(version: number): Buffer {
  return createHash('sha256')
    .update(`keyring ${version} of ${app.getPath('userData')}`)
    .digest()
}
