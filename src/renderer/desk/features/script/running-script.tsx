import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunAction } from '../../../../shared/domain/script-run.ts'
import { useAnswer } from '../../app/answers.ts'
import { shortDay } from '../../ui/format.ts'
import { IconAlertTriangle, IconArrowBackUp, IconArrowRight, IconCheck } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'
import { ScriptLines } from '../../ui/script-lines.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { SpokenLanguages } from './spoken-languages.tsx'
import { StepActions, takeAction } from './step-actions.tsx'
import { StepFields } from './step-fields.tsx'
import { useStepKeys } from './use-step-keys.ts'
import { useStepValues } from './use-step-values.ts'
import type { Walk } from './walk.ts'

/**
 * One question at a time. Where the walk stands is not the page's to say: it shows a walk and tells what was
 * pressed. `everywhere`: the digits answer from anywhere on the desk, as in a call, and not only from in here.
 */
export function RunningScript({ walk, everywhere }: { walk: Walk; everywhere: boolean }) {
  const { t, i18n } = useTranslation()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const { view, over } = walk
  const { step } = view
  const own = useRef<HTMLElement>(null)
  const typed = useStepValues(walk)
  const spoken = view.spoken[walk.language]
  const language = spoken ? walk.language : 'es'

  const answer = async (choice?: string) => {
    if (over || !(await typed.check())) return
    const { values } = typed
    walk.act(choice === undefined ? { kind: 'answer', values } : { kind: 'answer', choice, values })
  }
  const leave = (action: RunAction) => {
    if (!over) typed.keepNow()
    walk.act(action)
  }
  useStepKeys(everywhere ? undefined : own, {
    digit(key) {
      if (step.choices.some((choice) => choice.key === key)) void answer(key)
    },
    action(place) {
      const action = step.actions?.[place - 1]
      if (action) takeAction(walk, action)
    },
    enter() {
      if (step.choices.length === 0) void answer()
    },
    back: () => leave({ kind: 'back' }),
  })

  const published = shortDay(`${view.publishedOn}T12:00:00Z`, zone, i18n.language)
  return (
    <article ref={own} className="running" data-testid="running-script" data-step={step.stepId}>
      <header className="running-head">
        <h2>{[view.title, ...view.inside].join(' › ')}</h2>
        <span className="quiet">{t('script.version', { version: view.version, published })}</span>
      </header>
      {view.overdue && (
        <p className="script-overdue">
          <IconAlertTriangle size={18} aria-hidden="true" /> {t('script.overdue')}
        </p>
      )}
      <Breadcrumb view={view} onJump={(stepId) => leave({ kind: 'jump', stepId })} />
      <SpokenLanguages walk={walk} />
      <ScriptLines step={spoken ? { say: spoken.say, do: step.do } : step} language={language} />
      {view.calls !== null && <p className="quiet">{t('script.calls', { title: view.calls })}</p>}
      <StepFields
        fields={step.fields}
        values={typed.values}
        faultOf={typed.faultOf}
        disabled={over}
        onType={typed.type}
        onLeave={typed.look}
      />
      <StepActions walk={walk} />
      {step.choices.length > 0 && (
        <ol className="choices" aria-label={t('script.choices')}>
          {step.choices.map((choice) => (
            <li key={choice.key}>
              <button
                type="button"
                className="choice"
                aria-keyshortcuts={choice.key}
                disabled={over}
                onClick={() => void answer(choice.key)}
              >
                <span className="choice-key">{choice.key}</span>
                {choice.label}
                {spoken?.choices[choice.key] !== undefined && (
                  <span className="quiet" lang={language}>
                    {spoken.choices[choice.key]}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ol>
      )}
      {over && (
        <p className="script-over" data-testid="script-completed">
          <IconCheck size={18} aria-hidden="true" /> {t('script.over')}
        </p>
      )}
      <footer className="running-foot">
        <Button
          variant="subtle"
          leftSection={<IconArrowBackUp size={18} aria-hidden="true" />}
          rightSection={<Keys>⌫</Keys>}
          aria-keyshortcuts="Backspace"
          disabled={view.trail[0]?.place === 'here'}
          onClick={() => leave({ kind: 'back' })}
        >
          {t('script.back')}
        </Button>
        {step.choices.length === 0 && !over && (
          <Button
            rightSection={<IconArrowRight size={18} aria-hidden="true" />}
            aria-keyshortcuts="Enter"
            onClick={() => void answer()}
          >
            {step.end ? t('script.finish') : t('script.continue')}
          </Button>
        )}
        {step.choices.length > 0 && (
          <span className="quiet running-hint">
            <Keys>1–9</Keys> {t('script.keysHint')}
          </span>
        )}
      </footer>
    </article>
  )
}
