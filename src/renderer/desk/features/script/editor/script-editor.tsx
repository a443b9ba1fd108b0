import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import type { Finding } from '../../../../../shared/domain/scripts/check-script.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'
import { withNewStep, withoutStep, withStep } from './edit-script.ts'
import { FindingsList } from './findings-list.tsx'
import { HeadForm } from './head-form.tsx'
import { Rehearsal } from './rehearsal.tsx'
import { ScriptGraph } from './script-graph.tsx'
import { StepForm } from './step-form.tsx'
import { StepList } from './step-list.tsx'
import './editor.css'

const checkAfterMs = 250

/**
 * A script being written: its drawing and its list of steps, the form of one step, the walk as the agent will
 * have it, and what is still wrong. Whoever mounts it keeps the draft.
 */
export function ScriptEditor(props: { doc: RecordDoc; onChange: (doc: RecordDoc) => void }) {
  const { t } = useTranslation()
  const script = props.doc as ScriptDraft
  const setScript = (next: ScriptDraft) => props.onChange(next)
  const [chosen, setChosen] = useState(script.start)
  const [drawn, setDrawn] = useState(true)
  const scripts = useAnswer('scripts.list', {}).data ?? []
  const findings = useFindings(script)
  const step = script.steps.find(({ stepId }) => stepId === chosen) ?? script.steps[0]
  const troubled = new Set(findings.flatMap(({ stepId }) => stepId ?? []))
  return (
    <article className="script-editor" data-testid="script-editor">
      <HeadForm script={script} onChange={setScript} />
      <div className="editor-columns">
        <section className="editor-map" aria-label={t('scriptEditor.map')}>
          <Button size="compact-md" variant="default" aria-expanded={drawn} onClick={() => setDrawn(!drawn)}>
            {t(drawn ? 'scriptEditor.hideGraph' : 'scriptEditor.showGraph')}
          </Button>
          {drawn && (
            <ScriptGraph
              script={script}
              chosen={step?.stepId ?? ''}
              troubled={troubled}
              onChoose={setChosen}
            />
          )}
          <StepList script={script} chosen={step?.stepId ?? ''} findings={findings} onChoose={setChosen} />
          <Button
            variant="default"
            onClick={() => {
              const [grown, stepId] = withNewStep(script, step?.stepId ?? '', t('scriptEditor.newStep'))
              setScript(grown)
              setChosen(stepId)
            }}
          >
            {t('scriptEditor.addStep')}
          </Button>
        </section>
        {step && (
          <StepForm
            key={step.stepId}
            script={script}
            step={step}
            scripts={scripts}
            onChange={(changed) => setScript(withStep(script, step.stepId, changed))}
            onRemove={() => {
              setScript(withoutStep(script, step.stepId))
              setChosen(script.start)
            }}
          />
        )}
        <div className="editor-side">
          <Rehearsal script={script} />
          <FindingsList
            script={script}
            findings={findings}
            onJump={(stepId) => {
              if (stepId === undefined) return
              setChosen(stepId)
              requestAnimationFrame(() => document.getElementById(`editor-step-${stepId}`)?.focus())
            }}
          />
        </div>
      </div>
    </article>
  )
}

/** The draft walked as an agent would walk it, for whoever reviews it. */
export function ScriptPreview({ doc }: { doc: RecordDoc }) {
  return <Rehearsal script={doc as ScriptDraft} />
}

/** Asked of the core a moment after the last letter: the checks are the same ones that publishing asks. */
function useFindings(script: ScriptDraft): readonly Finding[] {
  const link = useLink()
  const [findings, setFindings] = useState<readonly Finding[]>([])
  useEffect(() => {
    let left = false
    const timer = setTimeout(() => {
      link.request('scripts.check', { script }).then(
        (found) => {
          if (!left) setFindings(found)
        },
        () => undefined,
      )
    }, checkAfterMs)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [link, script])
  return findings
}
