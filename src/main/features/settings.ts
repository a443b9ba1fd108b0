import { Settings } from '../../shared/contract.ts'
import type { Remembered } from '../db/remembered.ts'
import type { HandlersOf } from '../feature.ts'

const settingsName = 'settings'
const atFirst: Settings = { language: 'es', theme: 'system' }

/** What the agent likes; kept on this desk. */
export function createSettings(deps: { remembered: Remembered; onChanged: () => void }): {
  readonly handlers: HandlersOf<'settings'>
  current(): Settings
} {
  const current = () => deps.remembered.read(settingsName, Settings) ?? atFirst
  return {
    current,
    handlers: {
      'settings.get': current,
      'settings.set'(settings) {
        deps.remembered.write(settingsName, settings)
        deps.onChanged()
        return settings
      },
    },
  }
}
