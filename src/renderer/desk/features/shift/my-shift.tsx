import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { show } from '../../app/screen.ts'
import { clockTime } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { DayBand } from './day-band.tsx'
import { FunctionLine } from '../../ui/function-line.tsx'
import { OwnCallQuality } from './own-call-quality.tsx'
import { OwnWeek } from './own-week.tsx'
import { OwnReports } from './own-reports.tsx'
import { OwnWishes } from './own-wishes.tsx'
import { RuleTable } from './rule-table.tsx'
import { WhatIsSent } from './what-is-sent.tsx'
import './shift.css'

/** Everything the desk keeps about the agent's shift, and every rule with its source: nothing behind the back. */
export function MyShift({ handover }: { handover: ReactNode }) {
  const { t, i18n } = useTranslation()
  const ledger = useAnswer('shift.ledger', {}).data
  const shift = useAnswer('shift.today', {}).data
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  return (
    <main className="page">
      <header className="page-head">
        <h1>{t('shift.title')}</h1>
        <Button variant="default" onClick={() => show({ view: 'desk' })}>
          {t('page.back')}
        </Button>
      </header>
      <div className="my-shift">
        <Section heading="h2" title={t('shift.today')} testId="shift-today">
          {shift ? <DayBand shift={shift} /> : <p className="quiet">{t('shift.noShift')}</p>}
        </Section>
        <OwnWeek />
        {ledger && (
          <>
            <Section heading="h2" title={t('shift.breaks')} testId="shift-breaks">
              <dl className="figures">
                <Figure name={t('shift.taken')} value={String(ledger.breaks.taken)} />
                <Figure name={t('shift.owed')} value={String(ledger.breaks.owed)} />
                <Figure name={t('shift.debt')} value={String(ledger.breaks.debt)} />
                <Figure
                  name={t('shift.next')}
                  value={
                    ledger.breaks.nextAt ? clockTime(new Date(ledger.breaks.nextAt), zone) : t('shift.none')
                  }
                />
              </dl>
              <ul className="rests">
                {ledger.rests.map((rest) => (
                  <li key={rest.startedAt}>
                    {t('shift.rest', {
                      at: clockTime(new Date(rest.startedAt), zone),
                      what: t(`reason.${rest.reason}`),
                      minutes: rest.minutes,
                    })}
                  </li>
                ))}
              </ul>
            </Section>
            <Section heading="h2" title={t('shift.account')} testId="shift-account">
              <dl className="figures">
                <Figure
                  name={t('shift.effective')}
                  value={t('prompt.minutes', { minutes: ledger.effectiveMinutes })}
                />
                <Figure name={t('shift.talk')} value={t('prompt.minutes', { minutes: ledger.talkMinutes })} />
                <Figure
                  name={t('shift.occupancy')}
                  value={
                    ledger.occupancy === null
                      ? t('shift.none')
                      : t('shift.percent', { value: Math.round(ledger.occupancy * 100) })
                  }
                />
                <Figure
                  name={t('shift.load')}
                  value={t('shift.hours', { hours: ledger.loadHours.toLocaleString(i18n.language) })}
                />
                <Figure name={t('shift.hard')} value={String(ledger.hardContacts)} />
              </dl>
              <p className="quiet">{t('shift.stays')}</p>
            </Section>
            <FunctionLine />
            {handover}
            <OwnReports />
            <OwnCallQuality />
            <OwnWishes />
            <WhatIsSent />
            {ledger.postponements.length > 0 && (
              <Section heading="h2" title={t('shift.postponed')}>
                <ul className="rests">
                  {ledger.postponements.map((one) => (
                    <li key={one.at}>
                      {clockTime(new Date(one.at), zone)} · {one.ruleId} · {one.reason}
                    </li>
                  ))}
                </ul>
              </Section>
            )}
            <RuleTable rules={ledger.rules} profile={ledger.profile} />
          </>
        )}
      </div>
    </main>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
