import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { SessionView } from '../../../shared/contract.ts'
import type { Desk } from '../../../shared/wire.ts'
import '../ui/tokens.css'
import { startLanguage } from '../language/language.ts'
import { keepConnected } from './link.ts'
import { LinkContext } from './link-context.ts'
import { Root } from './root.tsx'

/**
 * Draws the desk into `root`; `connect` is asked again whenever the core went away. `session` is the first
 * answer to `session.get` where somebody asked already.
 */
export function startDesk(
  root: HTMLElement,
  connect: () => Promise<Desk>,
  session?: Promise<SessionView>,
): void {
  const link = keepConnected(connect)
  startLanguage()
  createRoot(root).render(
    <StrictMode>
      <LinkContext value={link}>
        <Root first={session} />
      </LinkContext>
    </StrictMode>,
  )
}
