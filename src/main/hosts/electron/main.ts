import { resolve } from 'node:path'
import { app } from 'electron'
import { lockDownPages } from './lockdown.ts'
import { makeLog } from './log.ts'
import { declarePageScheme } from './protocol.ts'
import { giveUp, startDesk } from './start.ts'
import { wordsFor } from './words.ts'

const log = makeLog()

app.setAppUserModelId('city.ventanilla.desk')
/** The ringtone must sound in a page that nobody has clicked in yet. */
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required')
const chosenFolder = app.commandLine.getSwitchValue('user-data-dir')
if (chosenFolder) app.setPath('userData', resolve(chosenFolder))
declarePageScheme()
lockDownPages(log)

if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(() => startDesk(log))
    .catch((thrown: unknown) => giveUp(thrown, log))
} else {
  console.error(wordsFor(app.getLocale()).alreadyOpen)
  app.exit(0)
}
