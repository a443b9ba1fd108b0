import { app } from 'electron'
import type { Log } from '../../shell.ts'

/**
 * No page of ours goes elsewhere, opens a window or embeds another page, so neither does what somebody manages
 * to write into one. Reloading the same address is the only navigation left.
 */
export function lockDownPages(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (navigation) => {
      if (navigation.isMainFrame && navigation.url === contents.getURL()) return
      log.warn('Refused a navigation.', { mainFrame: navigation.isMainFrame })
      navigation.preventDefault()
    })
    contents.on('will-attach-webview', (attachment) => attachment.preventDefault())
    contents.setWindowOpenHandler(() => {
      log.warn('Refused a new window.')
      return { action: 'deny' }
    })
  })
}
