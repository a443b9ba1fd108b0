import { useEffect } from 'react'
import { useOfContact } from '../../app/desk-context.ts'
import { isTyping } from '../../app/shortcuts.ts'

export const scriptRegionId = 'script-region'

/** After answering and at every new step the script has the focus, unless somebody is typing elsewhere. */
export function useScriptFocus(): void {
  const connected = useOfContact((contact) => contact?.call?.phase.name === 'connected')
  useEffect(() => {
    const region = document.getElementById(scriptRegionId)
    region?.scrollIntoView({ block: 'start' })
    const active = document.activeElement
    const elsewhere = isTyping(active) && !region?.contains(active)
    if (connected && !elsewhere) region?.focus({ preventScroll: true })
  }, [connected])
}
