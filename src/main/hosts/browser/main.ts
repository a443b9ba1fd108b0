import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createCore, type Core } from '../../core.ts'
import type { DemoCity } from '../../demo-city.ts'
import { Policy } from '../../policy.ts'
import { systemClock, type Log } from '../../shell.ts'
import { longestCloseMs } from '../close-limits.ts'
import { readPolicy } from '../read-policy.ts'
import { startDemoCity } from '../start-demo-city.ts'
import { browserShell } from './browser-shell.ts'
import { lockProfile, newLockKey } from './lock-profile.ts'
import { openLog } from '../log-file.ts'
import { openBrowser } from './open-browser.ts'
import { servePages } from './serve-pages.ts'
import { readOptions, usage, usualDataFolder, type StartOptions } from './start-options.ts'

const root = resolve(import.meta.dirname, '..', '..', '..', '..')
const pages = join(root, 'out', 'renderer')

/** Exit codes: wrong words or files given by people, and a profile that is open already. */
const wrongInput = 2
const profileTaken = 3

const windowIsOpen = 'Ventanilla opens in a window of its own. Closing the window ends it.'

const options = readOptions(process.argv.slice(2))
if ('problem' in options) giveUp(wrongInput, `${options.problem}\nUsage: ${usage}`)
else await start(options)

async function start(chosen: StartOptions): Promise<void> {
  if (!existsSync(join(pages, 'voice.html')))
    return giveUp(wrongInput, 'The pages are not built yet. Start with `npm start`, which builds them.')
  const folder = resolve(chosen.dataFolder ?? usualDataFolder())
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const reading = readPolicy(process.env.VENTANILLA_POLICY, folder)
  if (reading.kind === 'malformed') {
    const problems = reading.problems.map(({ field, rule }) => `  ${field || 'the whole file'}: ${rule}`)
    return giveUp(wrongInput, `The policy file ${reading.file} cannot be used:\n${problems.join('\n')}`)
  }
  const dataFolder = reading.kind === 'policy' ? folder : join(folder, `demo-${chosen.city}`)
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })

  const undo: (() => void | Promise<void>)[] = []
  let core: Core | undefined
  let demo: DemoCity | undefined
  const key = newLockKey()
  const served = await servePages({
    folder: pages,
    port: chosen.port,
    attach: (port, role) => (core ? core.attach(port, role) : port.close()),
    isOurKey: (offered) => offered === key,
  }).catch(portRefused)
  if (!served)
    return giveUp(wrongInput, `Port ${chosen.port} cannot be used here. Choose another, or none: --port 0.`)
  const lock = await lockProfile(dataFolder, { port: served.port, key })
  if (lock.kind === 'taken') {
    await served.close()
    return giveUp(profileTaken, alreadyOpen(lock.pid, dataFolder))
  }
  undo.push(() => lock.release())
  const log = openLog(dataFolder)
  const end = endOnce(undo, log)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0))

  let policy: Policy
  try {
    demo = reading.kind === 'policy' ? undefined : await startCity(chosen, dataFolder, log)
    if (demo) undo.push(() => demo?.close())
    policy = reading.kind === 'policy' ? reading.policy : demoPolicy(demo)
    core = await createCore({
      shell: browserShell(dataFolder),
      clock: systemClock,
      log,
      policy,
      ...(demo && { demo }),
      ...(demo && chosen.shiftTime && { shiftTime: chosen.shiftTime }),
    })
    undo.push(() => core?.close())
    // First to go: a page whose door closed waits for the desk; one whose port closed believes it was replaced.
    undo.push(() => served.close())
  } catch (cause) {
    log.error('The desk could not start.', { cause: String(cause) })
    console.error(`The desk could not start: ${cause instanceof Error ? cause.message : String(cause)}`)
    return end(1)
  }
  if (chosen.json) console.log(JSON.stringify({ url: served.url, backendUrl: policy.backend.url }))
  const window = chosen.open ? openBrowser({ url: served.url, dataFolder }) : undefined
  window?.onClose(() => (served.entered() ? end(0) : console.log(openByHand(served.url))))
  undo.push(() => window?.close())
  if (!chosen.json) console.log(window ? windowIsOpen : openByHand(served.url))
}

function startCity(chosen: StartOptions, dataFolder: string, log: Log): Promise<DemoCity> {
  return startDemoCity({
    threadUrl: new URL('../../../demo/city.ts', import.meta.url),
    cityId: chosen.city,
    assetsFolder: join(root, 'assets'),
    dataFolder,
    callsPerMinute: chosen.callsPerMinute,
    signIn: chosen.signIn,
    log,
  })
}

function demoPolicy(demo: DemoCity | undefined): Policy {
  return Policy.parse({
    backend: { url: demo?.backendUrl },
    knowledge: { keys: demo ? [demo.publicKey] : [] },
  })
}

/** Also where a browser was found and did not come up: the desk is there, and only its window is missing. */
function openByHand(url: string): string {
  return `Open this address in Chrome, Chromium or Edge (it works once; Ctrl+C ends Ventanilla):\n${url}`
}

function alreadyOpen(pid: number, dataFolder: string): string {
  return [
    `Ventanilla is already open with this profile (process ${pid}); this second start ends here and changed nothing.`,
    'Go on in the window that is open. If you cannot find it, end that process and start again.',
    `For a second desk choose another folder: --data FOLDER (in use: ${dataFolder}).`,
  ].join('\n')
}

/** Undoes the start backwards, once, whoever asks first. */
function endOnce(undo: (() => void | Promise<void>)[], log: Log): (code: number) => void {
  let ending = false
  return (code) => {
    if (ending) return
    ending = true
    setTimeout(() => {
      log.error('The desk did not close in time and is ended.', { longestCloseMs })
      process.exit(1)
    }, longestCloseMs).unref()
    void closeAll(undo, log).then((clean) => process.exit(clean ? code : 1))
  }
}

async function closeAll(undo: (() => void | Promise<void>)[], log: Log): Promise<boolean> {
  let clean = true
  for (const step of undo.toReversed()) {
    try {
      await step()
    } catch (cause) {
      clean = false
      log.error('A part of the desk closed with a fault.', { cause: String(cause) })
    }
  }
  return clean
}

function portRefused(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') throw cause
}

function giveUp(code: number, words: string): void {
  console.error(words)
  process.exitCode = code
}
