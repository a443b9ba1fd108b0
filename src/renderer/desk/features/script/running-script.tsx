import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import type { RunAction, ScriptRun } from '../../../../shared/domain/script-run.ts'
import type { Script } from '../../../../shared/domain/script.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { useScreen } from '../../app/screen.ts'
import { isTyping } from '../../app/shortcuts.ts'
import { shortDay } from '../../ui/format.ts'
import { IconArrowBackUp, IconArrowRight, IconCheck, IconChevronRight } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'
import { ScriptLines } from '../../ui/script-lines.tsx'
import { StepFields } from './step-fields.tsx'
import { useScriptFocus } from './use-script-focus.ts'
import { useStepValues } from './use-step-values.ts'

/** One question at a time. Where the walk stands is the core's: a reload shows the same step. */
export function RunningScript({
  run,
  script,
  contact,
}: {
  run: ScriptRun
  script: Script
  contact: Contact
}) {
  const { t, i18n } = useTranslation()
  const { actions } = useDesk()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const step = script.steps.find(({ stepId }) => stepId === run.current)
  const { values, type, missing, check, keepNow } = useStepValues(run, step)
  const over = run.completedAt !== undefined || contact.interaction.state === 'closed'

  const answer = (choice?: string) => {
    if (over || !step || !check()) return
    actions.act(choice === undefined ? { kind: 'answer', values } : { kind: 'answer', choice, values })
  }
  const leave = (action: RunAction) => {
    if (!over) keepNow()
    actions.act(action)
  }
  useScriptFocus()
  useDigits((digit) => {
    if (step?.choices.some(({ key }) => key === digit)) answer(digit)
  })

  const published = shortDay(`${script.publishedOn}T12:00:00Z`, zone, i18n.language)
  return (
    <article className="running" data-testid="running-script" data-step={run.current}>
      <header className="running-head">
        <h2>{script.title}</h2>
        <span className="quiet">{t('script.version', { version: script.version, published })}</span>
      </header>
      <Breadcrumb run={run} script={script} onJump={(stepId) => leave({ kind: 'jump', stepId })} />
      {step && (
        <>
          <ScriptLines step={step} />
          <StepFields fields={step.fields} values={values} missing={missing} disabled={over} onType={type} />
          {step.choices.length > 0 && (
            <ol className="choices" aria-label={t('script.choices')}>
              {step.choices.map((choice) => (
                <li key={choice.key}>
                  <button
                    type="button"
                    className="choice"
                    aria-keyshortcuts={choice.key}
                    disabled={over}
                    onClick={() => answer(choice.key)}
                  >
                    <span className="choice-key">{choice.key}</span>
                    {choice.label}
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
              disabled={run.path.length === 0}
              onClick={() => leave({ kind: 'back' })}
            >
              {t('script.back')}
            </Button>
            {step.choices.length === 0 && !over && (
              <Button
                rightSection={<IconArrowRight size={18} aria-hidden="true" />}
                aria-keyshortcuts="Enter"
                onClick={() => answer()}
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
        </>
      )}
    </article>
  )
}

function Breadcrumb(props: { run: ScriptRun; script: Script; onJump: (stepId: string) => void }) {
  const { run, script } = props
  const { t } = useTranslation()
  const titleOf = (stepId: string) => script.steps.find((step) => step.stepId === stepId)?.title ?? stepId
  return (
    <nav aria-label={t('script.breadcrumb')}>
      <ol className="breadcrumb">
        {run.path
          .filter(({ stepId }) => stepId !== run.current)
          .map(({ stepId }) => (
            <li key={stepId}>
              <button type="button" onClick={() => props.onJump(stepId)}>
                {titleOf(stepId)}
              </button>
              <IconChevronRight size={16} aria-hidden="true" />
            </li>
          ))}
        <li aria-current="step">{titleOf(run.current)}</li>
      </ol>
    </nav>
  )
}

/** 1–9 and 0 answer from anywhere but a field, and never under an open window. */
function useDigits(press: (digit: string) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { overlay, emergency } = useScreen.getState()
      if (!/^[0-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (isTyping(event.target) || overlay || emergency) return
      press(event.key)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
