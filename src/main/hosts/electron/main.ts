import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { app } from 'electron'
import { declarePageScheme } from './protocol.ts'
import { giveUp, startDesk } from './start.ts'
import { readStartOptions } from './start-options.ts'
import { wordsFor } from './words.ts'

/** Exit codes of the browser host: wrong words given by people, and a profile that is open already. */
const wrongInput = 2
const profileTaken = 3

const options = readStartOptions(process.argv.slice(1))

app.setAppUserModelId('city.ventanilla.desk')
/** The ringtone must sound in a page that nobody has clicked in yet. */
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required')
declarePageScheme()

if ('problem' in options) {
  console.error(options.problem)
  app.exit(wrongInput)
} else {
  if (options.dataFolder !== undefined) keepDataIn(resolve(options.dataFolder))
  if (app.requestSingleInstanceLock()) {
    app
      .whenReady()
      .then(() => startDesk(options))
      .catch(giveUp)
  } else {
    console.error(wordsFor(app.getLocale()).alreadyOpen)
    app.exit(profileTaken)
  }
}

/** Before the lock, which is one per data folder. Electron wants the folder to exist. */
function keepDataIn(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setPath('userData', folder)
}
