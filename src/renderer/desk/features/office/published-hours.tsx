import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotRule } from '../../../../shared/domain/appointments/slot-rule.ts'
import { DeskError } from '../../../../shared/errors.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { closedDaysInWords } from '../../ui/closed-days.ts'
import { raw } from '../../ui/hour-words.ts'
import { daysInWords } from '../../ui/rule-days.ts'
import { Section } from '../../ui/section.tsx'
import { HoursForm } from './hours-form.tsx'

/** The hours that a unit offers: which stand, one more, and one taken back where nobody has an appointment in it. */
export function PublishedHours({ unitId }: { unitId: string }) {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const rules =
    useAnswer('appointments.offices', {}).data?.rules.filter((rule) => rule.unitId === unitId) ?? []
  const [failed, setFailed] = useState<string | null>(null)
  const [editing, setEditing] = useState<SlotRule | null>(null)

  async function send(asked: Promise<unknown>): Promise<boolean> {
    setFailed(null)
    try {
      await asked
      return true
    } catch (thrown) {
      setFailed(failureWords(thrown))
      return false
    }
  }
  function failureWords(thrown: unknown): string {
    const code = thrown instanceof DeskError ? thrown.code : 'internal'
    if (code === 'conflict') return t('office.peopleThere')
    if (code === 'invalid-input') return t('office.invalid')
    return t(code === 'unavailable' ? 'office.offline' : 'hour.failed')
  }

  return (
    <Section heading="h2" title={t('office.published')} testId="published-hours">
      {rules.length === 0 && <p className="quiet">{t('office.none')}</p>}
      <ul className="hour-rules">
        {rules.map((rule) => (
          <li key={rule.ruleId}>
            <p>
              <strong>{rule.place}</strong>
            </p>
            <p>
              {t('office.rule', {
                ...rule,
                days: daysInWords(rule.rrule, rule.firstDay, t, i18n.language),
                count: rule.capacity,
                ...raw,
              })}
            </p>
            <p className="quiet">
              {[
                ...rule.features.map((feature) => t(`hour.feature.${feature}`)),
                ...(rule.exceptions.length === 0
                  ? []
                  : [
                      t('office.closedOn', {
                        days: closedDaysInWords(rule.exceptions, i18n.language),
                        ...raw,
                      }),
                    ]),
              ].join(' · ')}
            </p>
            <div className="second-level-buttons">
              <Button
                size="compact-md"
                variant="default"
                aria-label={t('office.editWhich', { place: rule.place, ...raw })}
                onClick={() => setEditing(rule)}
              >
                {t('office.edit')}
              </Button>
              <Button
                size="compact-md"
                variant="subtle"
                aria-label={t('office.withdrawWhich', { place: rule.place, ...raw })}
                onClick={() => void send(link.request('appointments.withdraw', { ruleId: rule.ruleId }))}
              >
                {t('office.withdraw')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {failed !== null && <p role="alert">{failed}</p>}
      <HoursForm
        key={editing?.ruleId ?? 'new'}
        unitId={unitId}
        rule={editing}
        onLeave={() => setEditing(null)}
        onPublish={async (rule) => {
          const done = await send(link.request('appointments.publish', { rule }))
          if (done) setEditing(null)
          return done
        }}
      />
    </Section>
  )
}
