// What a fresh clone is missing, made by itself: dependencies and the built pages.
// Plain JavaScript without dependencies: it must work before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './find-chromium.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The pinned Node 24 of the toolchain (npm package `node`), not the machine's. */
export function projectNode() {
  return join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** Installs when what lies in node_modules is not what the lock file says. Quiet when nothing is to do. */
export async function ensureInstalled() {
  if (installedMatchesLock() && existsSync(projectNode())) return
  console.error('Installing dependencies (npm ci)…')
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'])
}

/** npm keeps its own list of what it installed; packages for other systems are rightly not in it. */
function installedMatchesLock() {
  const list = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(list)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(list, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && !installed[path]),
  )
}

/** Builds the pages and the Electron bundle when a source is newer than what was built. */
export async function ensureBuilt() {
  const stamp = join(root, 'out', '.built')
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  const wanted = fingerprint(['src', 'assets', 'electron.vite.config.ts', 'package-lock.json'])
  if (built === wanted) return
  console.error('Building the pages…')
  run(projectNode(), [
    join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
    'build',
    '--logLevel',
    'error',
  ])
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** A Chrome, Chromium or Edge for the tests: found, or on Debian and Ubuntu installed where we may. */
export async function ensureBrowser() {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing chromium (apt-get)…')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  }
  const installed = findChromium()
  if (installed) return installed
  console.error(
    'No Chrome, Chromium or Edge was found. Install one, or name it: VENTANILLA_BROWSER=/path/to/it',
  )
  process.exit(1)
}

function fingerprint(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const facts = statSync(path)
    if (facts.isDirectory()) for (const name of readdirSync(path).toSorted()) visit(join(path, name))
    else hash.update(`${path}\0`).update(readFileSync(path))
  }
  for (const path of paths) if (existsSync(join(root, path))) visit(join(root, path))
  return hash.digest('hex')
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (error) throw error
  if (status !== 0) {
    console.error(`Could not go on: ${command} ${args[0]} ended with ${status}.`)
    process.exit(1)
  }
}
