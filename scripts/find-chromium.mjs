// Finds a Chrome, Chromium or Edge that is installed. Plain JavaScript: the scripts use it before a build.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
]

/** `VENTANILLA_BROWSER` first, then the usual places; undefined where there is none. */
export function findChromium(environment = process.env) {
  const named = environment.VENTANILLA_BROWSER
  return [...(named ? [named] : []), ...usualPlaces(environment)].find(runs)
}

function usualPlaces(environment) {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  if (process.platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
      ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) =>
        join(environment[variable] ?? 'C:\\', path),
      ),
    )
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function runs(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
