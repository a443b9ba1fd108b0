// `npm start`: from a fresh clone by itself to an open desk. Electron where its runtime is, else the browser host.
// Plain JavaScript without dependencies: it must work before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, projectNode, root } from './ensure.mjs'

/** Enough for the 120 MB of the runtime on a good line; nobody waits longer for a network that swallows packets. */
const downloadLimitMs = 90_000

const hosts = ['electron', 'browser']
const hostWord = '--host='
const words = process.argv.slice(2)
const wanted = words.findLast((word) => word.startsWith(hostWord))?.slice(hostWord.length)
const rest = words.filter((word) => !word.startsWith(hostWord))

if (wanted !== undefined && !hosts.includes(wanted)) {
  console.error(`--host must be ${hosts.join(' or ')}, not ${wanted}.`)
  process.exit(2)
}
await ensureInstalled()
await ensureBuilt()
const host = chooseHost()
const child =
  host === 'electron'
    ? spawn(electronBinary(), [...(isRoot() ? ['--no-sandbox'] : []), root, ...rest], { stdio: 'inherit' })
    : spawn(
        projectNode(),
        ['--disable-warning=ExperimentalWarning', join(root, 'src/main/hosts/browser/main.ts'), ...rest],
        { cwd: root, stdio: 'inherit' },
      )
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

/** A window needs a display: without one the browser host prints the address to open from elsewhere. */
function chooseHost() {
  if (wanted === 'browser') return 'browser'
  if (wanted === undefined && !hasDisplay()) return 'browser'
  if (electronBinary() || downloadElectron()) return 'electron'
  const how = 'Delete .cache/electron-missing to try the download again.'
  if (wanted === 'electron') {
    console.error(`The Electron runtime is not here and could not be downloaded. ${how}`)
    process.exit(1)
  }
  console.error(`The Electron runtime is not here and could not be downloaded: opening in a browser. ${how}`)
  return 'browser'
}

/** Where the runtime lies once it was fetched whole (`path.txt` is written last); the npm package is only the way to it. */
function electronBinary() {
  const ownFolder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const fetched = join(root, 'node_modules', 'electron')
  if (!ownFolder && !existsSync(join(fetched, 'path.txt'))) return undefined
  const folder = ownFolder ?? join(fetched, 'dist')
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
  const binary = join(folder, names[process.platform] ?? 'electron')
  return existsSync(binary) ? binary : undefined
}

/** Tried once: a failure is remembered, so that the next start does not wait for it again. */
function downloadElectron() {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  const failed = join(root, '.cache', 'electron-missing')
  if (existsSync(failed) && readFileSync(failed, 'utf8') === version) return false
  console.error('Fetching the Electron runtime, once…')
  spawnSync(projectNode(), [join(root, 'node_modules', 'electron', 'install.js')], {
    cwd: root,
    stdio: 'ignore',
    timeout: downloadLimitMs,
  })
  if (electronBinary()) return true
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(failed, version)
  return false
}

function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
}

function isRoot() {
  return process.getuid?.() === 0
}
