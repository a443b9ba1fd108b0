import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Words } from './words.ts'

/** Hidden until Alt, but its shortcuts work: 200 % zoom is one of them, and copy and paste on a Mac. */
export function setMenu(words: Words): void {
  const appMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...appMenu,
      { role: 'editMenu' },
      {
        label: words.view,
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
        ],
      },
    ]),
  )
}
