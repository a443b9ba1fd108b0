import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BundleRefusal } from '../../../../shared/domain/publishing/bundle.ts'
import { useAnswer, useAnswerPart } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { IconAlertTriangle } from '../../ui/icons.ts'
import { clockTime } from '../../ui/format.ts'
import { DeviceNotices } from './device-notices.tsx'
import { lineProblem, microphoneProblem } from './problems.ts'

/** What is wrong with line, microphone or knowledge: what happened, what the app does, what you can do. */
export function LineProblems() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const line = useAnswerPart('agent.get', {}, ({ registration }) => lineProblem(registration))
  const microphone = useAnswerPart('agent.get', {}, ({ devices }) => microphoneProblem(devices))
  const damaged = useAnswerPart('sync.get', {}, ({ problems }) => problems) ?? []
  const session = useAnswer('session.get', {}).data
  return (
    <div className="problems" aria-live="polite">
      {session?.elsewhereSince && (
        <Problem
          words={t('problem.elsewhere', {
            at: clockTime(new Date(session.elsewhereSince), session.city?.timeZone ?? 'UTC'),
          })}
          testId="problem-elsewhere"
        />
      )}
      {line && (
        <Problem words={t(`problem.line.${line}`)} testId={`problem-line-${line}`}>
          <Button variant="default" size="compact-md" onClick={() => actions.send('line.reconnect', {})}>
            {t('problem.reconnect')}
          </Button>
        </Problem>
      )}
      {microphone && (
        <Problem words={t(`problem.microphone.${microphone}`)} testId={`problem-microphone-${microphone}`}>
          <Button
            variant="default"
            size="compact-md"
            onClick={() => actions.send('devices.openMicrophone', {})}
          >
            {t('problem.openMicrophone')}
          </Button>
        </Problem>
      )}
      <DeviceNotices />
      {damaged.map((problem) => (
        <Problem
          key={`${problem.entity} ${problem.id} ${problem.field}`}
          words={
            problem.entity === 'bundle'
              ? t(`problem.bundle.${problem.id as BundleRefusal}`)
              : t('problem.damaged', { ...problem, interpolation: { escapeValue: false } })
          }
          testId="problem-damaged"
        />
      ))}
    </div>
  )
}

function Problem({ words, testId, children }: { words: string; testId: string; children?: React.ReactNode }) {
  return (
    <div className="problem" data-testid={testId}>
      <p>
        <IconAlertTriangle size={18} aria-hidden="true" />
        {words}
      </p>
      {children}
    </div>
  )
}
