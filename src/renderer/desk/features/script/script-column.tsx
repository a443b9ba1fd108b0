import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useContact, useDesk } from '../../app/desk-context.ts'
import { RunningScript } from './running-script.tsx'
import { ScriptChooser } from './script-chooser.tsx'
import { scriptRegionId } from './use-script-focus.ts'
import './script.css'

/** The script: ready while it rings, started when answered, in focus during the call. */
export function ScriptColumn() {
  const { t } = useTranslation()
  const contact = useContact()
  const run = contact?.interaction.runs.at(-1)
  const script = useAnswer(
    'scripts.get',
    { scriptId: run?.scriptId ?? '', version: run?.version ?? 1 },
    { enabled: run !== undefined },
  ).data
  useStartWhenAnswered(contact)

  return (
    <section id={scriptRegionId} className="script" tabIndex={-1} aria-label={t('script.region')}>
      {run && script && contact ? (
        <RunningScript key={`${run.runId} ${run.current}`} run={run} script={script} contact={contact} />
      ) : (
        <ScriptChooser contact={contact ?? null} />
      )}
    </section>
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
