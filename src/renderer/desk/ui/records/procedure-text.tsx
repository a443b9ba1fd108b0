import { useTranslation } from 'react-i18next'
import type { Procedure } from '../../../../shared/domain/procedure.ts'
import { Lines, ProcedureFacts } from './procedure-facts.tsx'
import { lawWords } from './words.ts'

/** Everything of a procedure that is read: warnings first, the six facts, the way through it and the law. */
export function ProcedureText({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation()
  const { guidance, waysThrough, law } = procedure
  return (
    <>
      {guidance.warnings.length > 0 && (
        <div className="record-warnings" role="note">
          <Lines lines={guidance.warnings} />
        </div>
      )}
      <ProcedureFacts procedure={procedure} />
      {waysThrough.map(({ channel, steps, assistedByPhone, agentMay }, at) => (
        <section key={`${at} ${channel}`}>
          <h4>{t('record.stepsBy', { channel: t(`channel.${channel}`) })}</h4>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {assistedByPhone && <p>{[t('record.assisted'), ...agentMay].join(' · ')}</p>}
        </section>
      ))}
      {law.length > 0 && (
        <section>
          <h4>{t('record.law')}</h4>
          <Lines lines={law.map((rule) => lawWords(rule, t))} />
        </section>
      )}
    </>
  )
}
