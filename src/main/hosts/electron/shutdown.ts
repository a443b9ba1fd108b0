import { app, dialog, type BrowserWindow } from 'electron'
import type { AgentState } from '../../../shared/domain/agent.ts'
import type { Log } from '../../shell.ts'
import { longestCloseMs } from '../close-limits.ts'
import type { Words } from './words.ts'

/** Whatever asks the app to end, it ends once, after everything was closed in order. Answers whether it is ending. */
export function closeBeforeQuit(close: () => Promise<void>, log: Log): () => boolean {
  let closing: Promise<void> | undefined
  app.on('before-quit', (event) => {
    event.preventDefault()
    closing ??= closeWithin(close, log).then((code) => app.exit(code))
  })
  return () => closing !== undefined
}

/** The desk's window is the app: closing it ends the app, and in a call not by a slip of the hand. */
export function askBeforeClosing(desk: BrowserWindow, state: () => AgentState, words: Words): void {
  desk.on('close', (event) => {
    event.preventDefault()
    if (state() !== 'talking') {
      app.quit()
      return
    }
    const { message, detail } = words.inACall
    const buttons = [words.stay, words.quit]
    void dialog
      .showMessageBox(desk, { type: 'warning', message, detail, buttons, cancelId: 0 })
      .then(({ response }) => {
        if (response === 1) app.quit()
      })
  })
}

async function closeWithin(close: () => Promise<void>, log: Log): Promise<number> {
  const timer = Promise.withResolvers<'too late'>()
  const timeout = setTimeout(() => timer.resolve('too late'), longestCloseMs)
  try {
    const first = await Promise.race([close(), timer.promise])
    if (first !== 'too late') return 0
    log.error('The desk did not close in time and is ended.', { longestCloseMs })
    return 1
  } catch (error) {
    log.error('The desk closed with a fault.', { error: String(error) })
    return 1
  } finally {
    clearTimeout(timeout)
  }
}
