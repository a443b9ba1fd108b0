import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where Electron keeps its fuses in its binary: this text, a version, a count, then one sign per fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const version = '\u0001'
/** As Electron ships them, in the order of `FuseV1Options`; the last is a spare. */
const shipped = '100010010'

export const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const

/** The few files of an unpacked Linux runtime that electron-builder looks for; it cannot run. */
export function writeStubRuntime(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  const wire = `${sentinel}${version}${String.fromCharCode(shipped.length)}${shipped}`
  writeFileSync(
    join(folder, 'electron'),
    `#!/bin/sh\necho 'a stub of Electron' >&2\nexit 1\n${wire}\n`,
    'latin1',
  )
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'locales', 'es.pak'), '')
  writeFileSync(join(folder, 'LICENSE'), 'Electron (stub)')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'Chromium (stub)')
  writeFileSync(join(folder, 'version'), '45.4.1')
}

export function readFuses(executable: string): Record<(typeof fuseNames)[number], boolean> {
  const text = readFileSync(executable, 'latin1')
  const start = text.indexOf(sentinel) + sentinel.length + 2
  const signs = fuseNames.map((name, index) => [name, text[start + index] === '1'] as const)
  return Object.fromEntries(signs) as Record<(typeof fuseNames)[number], boolean>
}
