import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import type { RunAction, ScriptRun } from '../../../../../shared/domain/script-run.ts'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import { useLink } from '../../../app/link-context.ts'
import { RunningScript } from '../running-script.tsx'
import '../script.css'

type Rehearsed = ContractRequests['scripts.rehearse']['output']

/**
 * The draft as the agent will see it: the same screen, walked by the same core, without a call. It follows what
 * is being written; where the walk's step is gone, it begins again.
 */
export function Rehearsal({ script }: { script: ScriptDraft }) {
  const { t } = useTranslation()
  const link = useLink()
  const [shown, setShown] = useState<Rehearsed | null>(null)
  const [broken, setBroken] = useState(false)
  const [language, setLanguage] = useState('es')
  const run = useRef<ScriptRun | null>(null)

  const ask = (from: ScriptRun | null, action: RunAction | null) =>
    link.request('scripts.rehearse', { script, run: from, action })
  const showAnswer = (answer: Rehearsed) => {
    run.current = answer.run
    setShown(answer)
    setBroken(false)
  }
  const lost = () => setBroken(true)

  // Whenever the draft reads differently the walk goes on from where it stands, or begins again.
  useEffect(() => {
    let left = false
    const again = (from: ScriptRun | null) =>
      link.request('scripts.rehearse', { script, run: from, action: null })
    again(run.current)
      .catch(() => again(null))
      .then(
        (answer) => {
          if (left) return
          run.current = answer.run
          setShown(answer)
          setBroken(false)
        },
        () => {
          if (!left) setBroken(true)
        },
      )
    return () => {
      left = true
    }
  }, [link, script])

  return (
    <section className="rehearsal" aria-label={t('scriptEditor.preview')}>
      <header className="editor-part-head">
        <h3>{t('scriptEditor.preview')}</h3>
        <Button
          size="compact-md"
          variant="default"
          onClick={() => void ask(null, null).then(showAnswer, lost)}
        >
          {t('scriptEditor.restart')}
        </Button>
      </header>
      {broken && <p role="alert">{t('scriptEditor.previewBroken')}</p>}
      {shown && !broken && (
        <RunningScript
          key={`${shown.view.runId} ${shown.view.step.stepId}`}
          everywhere={false}
          walk={{
            view: shown.view,
            over: shown.view.completedAt !== null,
            act: (action) => void ask(run.current, action).then(showAnswer, lost),
            open: () => undefined,
            hinders: () => undefined,
            language,
            speak: setLanguage,
            faultsOf: async (values) => (await ask(run.current, { kind: 'keep', values })).faults,
          }}
        />
      )}
    </section>
  )
}
