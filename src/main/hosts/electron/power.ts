import { powerMonitor } from 'electron'
import type { Shell } from '../../shell.ts'

/** After a resume every socket is dead and nobody has said so yet: the core must hear it first. */
export function onPower(listener: Parameters<Shell['onPower']>[0]): () => void {
  const resumed = (): void => listener('resume')
  const locked = (): void => listener('lock')
  const unlocked = (): void => listener('unlock')
  powerMonitor.on('resume', resumed)
  powerMonitor.on('lock-screen', locked)
  powerMonitor.on('unlock-screen', unlocked)
  return () => {
    powerMonitor.off('resume', resumed)
    powerMonitor.off('lock-screen', locked)
    powerMonitor.off('unlock-screen', unlocked)
  }
}
