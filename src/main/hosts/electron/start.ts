import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, dialog, screen, session } from 'electron'
import type { AgentState } from '../../../shared/domain/agent.ts'
import { DeskError, toDeskError } from '../../../shared/errors.ts'
import { createCore } from '../../core.ts'
import { systemClock } from '../../shell.ts'
import { openLog } from '../log-file.ts'
import { readPolicy } from '../read-policy.ts'
import { startCity } from './city.ts'
import { servePages } from './ipc-port.ts'
import { lockDownPages } from './lockdown.ts'
import { setMenu } from './menu.ts'
import { guardPermissions } from './permissions.ts'
import { servePageFiles } from './protocol.ts'
import { openSecrets } from './secrets.ts'
import { makeShell } from './shell.ts'
import { askBeforeClosing, closeBeforeQuit } from './shutdown.ts'
import type { StartOptions } from './start-options.ts'
import { makeTray } from './tray.ts'
import { placeWindow, readWindowState, rememberWindow } from './window-state.ts'
import { makeWindows } from './windows.ts'
import { wordsFor } from './words.ts'

const built = join(import.meta.dirname, '..')

/** The composition of the Electron host: reads what IT decided, opens the windows, gives the core its shell. */
export async function startDesk(options: StartOptions): Promise<void> {
  const words = wordsFor(app.getLocale())
  const userData = app.getPath('userData')
  const reading = readPolicy(process.env['VENTANILLA_POLICY'], userData)
  if (reading.kind === 'malformed') throw new CannotStart('invalid-input', words.policy(reading))
  const dataFolder = join(userData, reading.kind === 'none' ? `demo-${options.city}` : 'desk')
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const log = openLog(dataFolder)

  lockDownPages(log)
  guardPermissions(session.defaultSession)
  servePageFiles(session.defaultSession, join(built, 'renderer'))
  setMenu(words)

  const stateFile = join(userData, 'window.json')
  const place = placeWindow(readWindowState(stateFile), workAreas())
  const windows = makeWindows(join(built, 'preload', 'preload.cjs'), place, log)
  rememberWindow(windows.desk, stateFile)
  app.on('second-instance', windows.focusDesk)
  app.on('activate', windows.focusDesk)

  let state: AgentState = 'signed-out'
  const showInTray = makeTray(words, { open: windows.focusDesk, quit: () => app.quit() })
  const showState = (next: AgentState): void => {
    state = next
    showInTray(next)
  }
  askBeforeClosing(windows.desk, () => state, words)

  const assetsFolder = join(app.getAppPath(), 'assets')
  const city = startCity(
    reading,
    options,
    { builtFolder: join(built, 'main'), assetsFolder, dataFolder },
    log,
  )
  const core = city.then(async ({ policy, demo }) => {
    const shell = makeShell({
      dataFolder,
      secrets: await openSecrets(join(userData, 'secrets'), policy).catch((cause: unknown) => {
        throw new CannotStart('unavailable', words.noSecrets, { cause })
      }),
      windows,
      showState,
    })
    return createCore({
      shell,
      clock: systemClock,
      log,
      policy,
      checkpointThread: pathToFileURL(join(built, 'main', 'checkpoint-thread.js')),
      ...(demo ? { demo } : {}),
    })
  })
  const quitting = closeBeforeQuit(async () => {
    await core.then(
      (ready) => ready.close(),
      () => undefined,
    )
    await city.then(
      ({ demo }) => demo?.close(),
      () => undefined,
    )
  }, log)
  servePages({
    roleOf: windows.roleOf,
    /** Pages load while the core starts; what they say meanwhile waits in their port. */
    attach: (port, role) =>
      void core.then(
        (ready) => ready.attach(port, role),
        () => port.close(),
      ),
    log,
  })
  await Promise.all([core, windows.load()]).catch((thrown: unknown) => {
    log.error('The desk could not start.', { cause: String(thrown) })
    if (!quitting()) throw thrown
  })
}

/** Its message is for the person in front of the screen, in their language. */
class CannotStart extends DeskError {}

/** Says what happened and what to do, then leaves: a desk that half works is worse than none. */
export function giveUp(thrown: unknown): void {
  const words = wordsFor(app.getLocale())
  const text = thrown instanceof CannotStart ? thrown.message : words.noStart(toDeskError(thrown).code)
  dialog.showErrorBox(words.cannotStart, text)
  app.exit(1)
}

function workAreas(): [Electron.Rectangle, ...Electron.Rectangle[]] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary.workArea, ...others.map(({ workArea }) => workArea)]
}
