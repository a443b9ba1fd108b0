/** What `import 'electron'` gives to a main that runs on the double: exactly the APIs our host uses. */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export {
  clipboard,
  dialog,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  screen,
  shell,
  Tray,
} from './desktop.ts'
export { ipcMain } from './ipc-main.ts'
export { safeStorage } from './safe-storage.ts'
export { protocol, session } from './session.ts'
