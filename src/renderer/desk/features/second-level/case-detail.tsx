import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { clockTime, day } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { LookAtFile } from '../../ui/look-at-file.tsx'
import { TimeLeft } from '../../ui/time-left.tsx'
import { LevelSteps } from './level-steps.tsx'

/** A case as level 1 left it: every answer given, so that nobody asks the citizen twice. */
export function CaseDetail(props: { serviceRequestId: string; onGone: () => void }) {
  const { t } = useTranslation()
  const { serviceRequestId } = props
  const found = useAnswer('secondLevel.open', { serviceRequestId })
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const head = useRef<HTMLHeadingElement>(null)
  const loaded = found.data !== undefined
  useEffect(() => {
    if (loaded) head.current?.focus()
  }, [loaded])
  if (found.isError) return <p role="alert">{t('level.gone')}</p>
  if (!found.data) return null
  const { request, unitName, serviceName, delivery } = found.data
  const { secondLevel, escalation, dossier } = request
  const at = (instant: string) => `${day(instant, zone)} ${clockTime(new Date(instant), zone)}`
  return (
    <article className="level-detail" data-testid="level-detail">
      <h2 ref={head} tabIndex={-1}>
        {request.referenceNumber ?? t('case.noReference')} · {serviceName}
      </h2>
      {secondLevel && <TimeLeft secondLevel={secondLevel} unitId={request.unitId} />}
      {delivery === 'saved-here' && <p className="quiet">{t('level.kept')}</p>}
      <Section title={t('level.what')}>
        <dl className="level-facts">
          <dt>{t('level.reason')}</dt>
          <dd>{escalation?.reason}</dd>
          <dt>{t('level.unit')}</dt>
          <dd>{unitName}</dd>
          <dt>{t('cases.requester')}</dt>
          <dd>{request.requesterName || t('level.unnamed')}</dd>
          <dt>{t('case.address')}</dt>
          <dd>{request.address || t('level.unsaid')}</dd>
          <dt>{t('case.description')}</dt>
          <dd className="level-written">{request.description || t('level.unsaid')}</dd>
          <dt>{t('case.notes')}</dt>
          <dd className="level-written">{dossier?.notes || t('level.unsaid')}</dd>
        </dl>
      </Section>
      {dossier?.form && (
        <Section title={t('serviceForm.title')}>
          <dl className="level-facts" data-testid="level-form">
            {dossier.form.map(({ question, answer }, index) => (
              <div key={index}>
                <dt>{question}</dt>
                <dd className="level-written">{answer}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {request.attachments && request.attachments.length > 0 && (
        <Section title={t('attachments.title')} testId="level-files">
          <ul className="attachment-list">
            {request.attachments.map((file) => (
              <li key={file.attachmentId}>
                {file.name} <LookAtFile file={file} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {dossier?.scripts.map((script, place) => (
        <Section key={place} title={t('level.script', { title: script.title, version: script.version })}>
          {script.answers.length === 0 && <p className="quiet">{t('level.unsaid')}</p>}
          <dl className="level-facts" data-testid="level-answers">
            {script.answers.map(({ question, answer }, index) => (
              <div key={index}>
                <dt>{question}</dt>
                <dd>{answer}</dd>
              </div>
            ))}
          </dl>
        </Section>
      ))}
      <LevelSteps item={found.data} onDone={props.onGone} />
      <Section title={t('level.log')}>
        <ol className="level-log">
          {secondLevel?.log.map((entry, index) => (
            <li key={index}>
              <span className="quiet">
                {at(entry.at)} · {entry.name} · {t(`level.did.${entry.kind}`)}
              </span>
              {entry.words !== '' && <p className="level-written">{entry.words}</p>}
            </li>
          ))}
        </ol>
      </Section>
    </article>
  )
}
