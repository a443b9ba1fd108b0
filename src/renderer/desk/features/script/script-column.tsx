import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useContact, useDesk } from '../../app/desk-context.ts'
import { useLink } from '../../app/link-context.ts'
import { useSpokenLanguage } from '../../app/use-spoken-language.ts'
import { useScriptActions } from './use-script-actions.ts'
import { RunTabs } from './run-tabs.tsx'
import { RunningScript } from './running-script.tsx'
import { ScriptChooser } from './script-chooser.tsx'
import { scriptRegionId, useScriptFocus } from './use-script-focus.ts'
import './script.css'

/** The script: ready while it rings, started when answered, in focus during the call. */
export function ScriptColumn() {
  const { t } = useTranslation()
  const contact = useContact()
  useStartWhenAnswered(contact)

  return (
    <section id={scriptRegionId} className="script" tabIndex={-1} aria-label={t('script.region')}>
      {contact?.walk ? (
        <>
          <RunTabs contact={contact} />
          <LiveScript
            key={`${contact.walk.runId} ${contact.walk.step.stepId}`}
            contact={contact}
            view={contact.walk}
          />
        </>
      ) : (
        <ScriptChooser contact={contact ?? null} />
      )}
    </section>
  )
}

/** The walk of this call: the core's, so that a reload shows the same step. */
function LiveScript({ contact, view }: { contact: Contact; view: NonNullable<Contact['walk']> }) {
  const { actions } = useDesk()
  const link = useLink()
  const { interactionId, state } = contact.interaction
  const { open, hinders } = useScriptActions(contact)
  const { language, speak } = useSpokenLanguage(contact)
  useScriptFocus()
  return (
    <RunningScript
      everywhere
      walk={{
        view,
        over: view.completedAt !== null || state === 'closed',
        act: actions.act,
        open,
        hinders,
        language,
        speak,
        faultsOf: (values) => link.request('scripts.faults', { interactionId, runId: view.runId, values }),
      }}
    />
  )
}

/** Once per contact: what the core already started (before a reload, say) is not started again. */
function useStartWhenAnswered(contact: Contact | null | undefined): void {
  const { actions } = useDesk()
  const started = useRef<string>(undefined)
  const id = contact?.interaction.interactionId
  const scriptId = contact?.suggestedScriptId
  const due = contact?.call?.phase.name === 'connected' && contact.interaction.runs.length === 0
  useEffect(() => {
    if (!id || !scriptId || !due || started.current === id) return
    started.current = id
    actions.startScript(scriptId)
  }, [id, scriptId, due, actions])
}
