import { Button, createTheme, MantineProvider, Menu } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import '../ui/mantine.css'
import '../ui/workspace.css'
import { useMedia } from '../ui/use-media.ts'
import { createActions, type DeskActions } from './actions.ts'
import { createAnswers, keepFresh, knownAnswer, putAnswer, useAnswer } from './answers.ts'
import { DeskContext } from './desk-context.ts'
import { createDraftMirror, type DraftMirror } from './draft-mirror.ts'
import { useLink } from './link-context.ts'
import type { DeskLink } from './link.ts'
import { Panels } from './panels.tsx'
import { show } from './screen.ts'
import { resolveTheme } from './theme.ts'

const theme = createTheme({
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    /** Written out, so that our colours find it by attribute. */
    Button: Button.extend({ defaultProps: { variant: 'filled' } }),
    /** The placeholder is no child that a menu may have (ARIA 1.2, `menu`). */
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
})

/** The desk once somebody is signed in: loaded after the first screen, lives as long as the page. */
export function Workspace() {
  const link = useLink()
  const { t } = useTranslation()
  const [{ answers, mirror, actions }] = useState(() =>
    createParts(link, (code) => show({ failure: t(`failure.${code}`) })),
  )
  useEffect(() => keepFresh(answers, link), [answers, link])
  useEffect(() => keepSaved(mirror, link), [mirror, link])
  const parts = useMemo(() => ({ mirror, actions }), [mirror, actions])
  return (
    <QueryClientProvider client={answers}>
      <DeskContext value={parts}>
        <Themed />
      </DeskContext>
    </QueryClientProvider>
  )
}

/** Without runtime style elements: a strict content policy allows none, so the variables are in our CSS. */
function Themed() {
  useMedia('(prefers-color-scheme: dark)')
  const settings = useAnswer('settings.get', {}).data
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={resolveTheme(settings?.theme ?? 'system')}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Panels />
    </MantineProvider>
  )
}

function createParts(link: DeskLink, failed: Parameters<typeof createActions>[0]['failed']) {
  const answers = createAnswers()
  const current = (interactionId: string) => {
    const contact = knownAnswer(answers, 'contacts.current', {})
    return contact?.interaction.interactionId === interactionId ? contact : undefined
  }
  const mirror: DraftMirror = createDraftMirror({
    save: (interactionId, draft) => link.request('contacts.autosave', { interactionId, draft }),
    base: (interactionId) => current(interactionId)?.interaction.draft,
    saved(interactionId, draft) {
      const contact = current(interactionId)
      if (!contact) return
      const interaction = { ...contact.interaction, draft }
      putAnswer(answers, 'contacts.current', {}, { ...contact, interaction })
    },
    after: (delayMs, run) => void setTimeout(run, delayMs),
  })
  const actions: DeskActions = createActions({
    link,
    answers,
    mirror,
    failed,
    lacking: (field) => show({ lacking: field }),
  })
  return { answers, mirror, actions }
}

/** Sends what is typed when the page is left, when a field is left, and when the core is back. */
function keepSaved(mirror: DraftMirror, link: DeskLink): () => void {
  const flush = () => void mirror.flush()
  const back = link.status.subscribe((now, before) => {
    if (now.open && !before.open) flush()
  })
  window.addEventListener('pagehide', flush)
  document.addEventListener('visibilitychange', flush)
  document.addEventListener('focusout', flush)
  return () => {
    // The lock takes the desk off the screen: what was typed last goes first.
    flush()
    back()
    window.removeEventListener('pagehide', flush)
    document.removeEventListener('visibilitychange', flush)
    document.removeEventListener('focusout', flush)
  }
}
