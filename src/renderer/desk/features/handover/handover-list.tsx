import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { clockTime, day } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

/** Notes of those who sat here before, until somebody looks after each; a team lead sees who does. */
export function HandoverList({ heading, all }: { heading: 'h2' | 'h3'; all: boolean }) {
  const { t } = useTranslation()
  const link = useLink()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [failed, setFailed] = useState(false)
  const notes = (useAnswer('handover.list', {}).data ?? []).filter(
    ({ handover, mine }) => all || mine || handover.taken === null,
  )
  if (notes.length === 0 && !all) return null
  return (
    <Section heading={heading} title={t('handover.received')} testId="handover-list">
      {failed && <p role="alert">{t('handover.problem.failed')}</p>}
      {notes.length === 0 && <p className="quiet">{t('handover.none')}</p>}
      <ul className="rests">
        {notes.map(({ handover, services, mine }) => (
          <li key={handover.handoverId}>
            <p>
              {t('handover.from', {
                name: handover.agentName,
                day: day(handover.leftAt, zone),
                at: clockTime(new Date(handover.leftAt), zone),
                interpolation: { escapeValue: false },
              })}
            </p>
            {handover.words !== '' && <p className="said">{handover.words}</p>}
            {handover.cases.map(({ serviceRequestId, referenceNumber }, place) => (
              <p key={serviceRequestId}>
                {referenceNumber || t('handover.unnumbered')} · {services[place]}
              </p>
            ))}
            {handover.taken ? (
              <p>
                {mine
                  ? t('handover.mine')
                  : t('handover.takenBy', {
                      name: handover.taken.name,
                      interpolation: { escapeValue: false },
                    })}
              </p>
            ) : (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('handover.takeOf', {
                  name: handover.agentName,
                  interpolation: { escapeValue: false },
                })}
                onClick={() =>
                  void link.request('handover.take', { handoverId: handover.handoverId }).then(
                    () => setFailed(false),
                    () => setFailed(true),
                  )
                }
              >
                {t('handover.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
