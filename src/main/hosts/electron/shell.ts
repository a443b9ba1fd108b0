import { clipboard, Notification, shell } from 'electron'
import type { AgentState } from '../../../shared/domain/agent.ts'
import type { SecretStore, Shell } from '../../shell.ts'
import { onPower } from './power.ts'
import type { Windows } from './windows.ts'

/** What the core may ask of Electron. Nothing is decided here. */
export function makeShell(parts: {
  dataFolder: string
  secrets: SecretStore
  windows: Windows
  showState: (state: AgentState) => void
}): Shell {
  const { windows } = parts
  /** A notification that nobody holds is collected, and its click with it. */
  const shown = new Set<Notification>()
  return {
    host: 'electron',
    dataFolder: parts.dataFolder,
    secrets: parts.secrets,
    notify({ title, body, urgent }) {
      if (urgent) windows.desk.flashFrame(true)
      if (!Notification.isSupported()) return
      const notification = new Notification({
        title,
        body,
        urgency: urgent ? 'critical' : 'normal',
        timeoutType: urgent ? 'never' : 'default',
        silent: urgent,
      })
      shown.add(notification)
      notification.on('click', windows.focusDesk)
      notification.on('close', () => shown.delete(notification))
      notification.show()
    },
    focusWindow: windows.focusDesk,
    openExternal: (address) =>
      /^https?:/.test(address)
        ? shell.openExternal(address).then(
            () => true,
            () => false,
          )
        : Promise.resolve(false),
    clearClipboard: () => clipboard.clear(),
    showState: parts.showState,
    onPower,
  }
}
