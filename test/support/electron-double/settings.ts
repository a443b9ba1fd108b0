import type { Rectangle } from './types.ts'

/** What differs between two machines or two starts; a test hands it to the double as JSON. */
export interface DoubleSettings {
  /** Folder of package.json, as `app.getAppPath()` gives it. */
  appPath: string
  packaged: boolean
  locale: string
  displays: Rectangle[]
  storageBackend: 'gnome_libsecret' | 'basic_text'
  encryptionAvailable: boolean
  /** A higher one than a secret was written with makes `shouldReEncrypt` true. */
  keyVersion: number
  chromium: string
}

const environmentName = 'ELECTRON_DOUBLE'

export function readSettings(): DoubleSettings {
  return JSON.parse(process.env[environmentName] ?? '{}') as DoubleSettings
}

export function settingsEnvironment(settings: DoubleSettings): Record<string, string> {
  return { [environmentName]: JSON.stringify(settings) }
}

/** Switches the app gave to Chromium before `ready`. */
export const switches = new Map<string, string>()
