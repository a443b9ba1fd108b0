import { Button } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
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
  const run = useRef<ScriptRun | null>(null)

  const ask = useCallback(
    async (action: RunAction | null, from: ScriptRun | null): Promise<void> => {
      const answer = await link.request('scripts.rehearse', { script, run: from, action })
      run.current = answer.run
      setShown(answer)
      setBroken(false)
    },
    [link, script],
  )
  const begin = useCallback(() => ask(null, null).catch(() => setBroken(true)), [ask])
  // Whenever the draft reads differently the walk goes on from where it stands, or begins again.
  useEffect(() => {
    ask(null, run.current).catch(() => begin())
  }, [ask, begin])

  return (
    <section className="rehearsal" aria-label={t('editor.preview')}>
      <header className="editor-part-head">
        <h3>{t('editor.preview')}</h3>
        <Button size="compact-md" variant="default" onClick={() => void begin()}>
          {t('editor.restart')}
        </Button>
      </header>
      {broken && <p role="alert">{t('editor.previewBroken')}</p>}
      {shown && !broken && (
        <RunningScript
          key={`${shown.view.runId} ${shown.view.step.stepId}`}
          everywhere={false}
          walk={{
            view: shown.view,
            over: shown.view.completedAt !== null,
            act: (action) => void ask(action, run.current).catch(() => setBroken(true)),
            open: () => undefined,
            faultsOf: async (values) =>
              (
                await link.request('scripts.rehearse', {
                  script,
                  run: run.current,
                  action: { kind: 'keep', values },
                })
              ).faults,
          }}
        />
      )}
    </section>
  )
}
