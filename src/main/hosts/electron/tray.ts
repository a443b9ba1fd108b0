import { Menu, nativeImage, Tray, type NativeImage } from 'electron'
import type { AgentState } from '../../../shared/domain/agent.ts'
import { drawStateIcon, iconSize } from './state-icon.ts'
import type { Words } from './words.ts'

/** The agent's state where it can be read while another program covers the desk. */
export function makeTray(
  words: Words,
  actions: { open: () => void; quit: () => void },
): (state: AgentState) => void {
  const tray = new Tray(iconOf('signed-out'))
  tray.on('click', actions.open)
  const show = (state: AgentState): void => {
    const label = words.states[state]
    tray.setImage(iconOf(state))
    tray.setToolTip(`Ventanilla: ${label}`)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label, enabled: false },
        { type: 'separator' },
        { label: words.open, click: actions.open },
        { label: words.quit, click: actions.quit },
      ]),
    )
  }
  show('signed-out')
  return show
}

function iconOf(state: AgentState): NativeImage {
  return nativeImage.createFromBitmap(drawStateIcon(state), {
    width: iconSize,
    height: iconSize,
    scaleFactor: 2,
  })
}
