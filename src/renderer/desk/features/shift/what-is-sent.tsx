import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { clockTime } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

type Sent = ContractRequests['shift.whatIsSent']['output'][number]

/** *Qué se mide sobre mí*: made from the schemas of what leaves this desk, so that it cannot leave one out. */
export function WhatIsSent() {
  const { t } = useTranslation()
  const sent = useAnswer('shift.whatIsSent', {}).data ?? []
  const looks = useAnswer('shift.consultations', {}).data ?? []
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const purposes = [...new Set(sent.map(({ purpose }) => purpose))]
  return (
    <>
      <Section heading="h2" title={t('sent.title')} testId="shift-sent">
        <p className="quiet">{t('sent.lead')}</p>
        {purposes.map((purpose) => (
          <details key={purpose}>
            <summary>{t(`sent.purpose.${purpose}`)}</summary>
            <ul className="rests">
              {sent
                .filter((one) => one.purpose === purpose)
                .map((one) => (
                  <li key={nameOf(one)}>
                    <code>{nameOf(one)}</code>
                  </li>
                ))}
            </ul>
          </details>
        ))}
      </Section>
      <Section heading="h2" title={t('sent.looks')} testId="shift-looks">
        {looks.length === 0 && <p className="quiet">{t('sent.nobody')}</p>}
        <ul className="rests">
          {looks.map(({ consultationId, at, byName, metric, reason }) => (
            <li key={consultationId}>
              {t('sent.look', {
                day: at.slice(0, 10),
                at: clockTime(new Date(at), zone),
                who: byName,
                what: t(`sent.metric.${metric}`),
                reason,
                interpolation: { escapeValue: false },
              })}
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

const nameOf = ({ message, path }: Sent) => `${message} · ${path}`
