import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Desk } from '../../../shared/wire.ts'
import '../ui/tokens.css'
import { startLanguage } from '../language/language.ts'
import { keepConnected } from './link.ts'
import { LinkContext } from './link-context.ts'
import { Root } from './root.tsx'

/** Draws the desk into `root`; `connect` is asked again whenever the core went away. */
export function startDesk(root: HTMLElement, connect: () => Promise<Desk>): void {
  const link = keepConnected(connect)
  startLanguage()
  createRoot(root).render(
    <StrictMode>
      <LinkContext value={link}>
        <Root />
      </LinkContext>
    </StrictMode>,
  )
}
