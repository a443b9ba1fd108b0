import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { Section } from '../../ui/section.tsx'

type OwnSchedule = ContractRequests['ownSchedule.get']['output']
type Week = OwnSchedule['weeks'][number]
type DatedShift = Week['shifts'][number]
type Partner = ContractRequests['ownSchedule.partners']['output'][number]

/** The published weeks: accepted, disputed in words, exchanged with a colleague, and a calendar to take along. */
export function OwnWeek() {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const own = useAnswer('ownSchedule.get', {}).data
  const [words, setWords] = useState('')
  const [asking, setAsking] = useState<{ weekId: string; shift: DatedShift; partners: Partner[] } | null>(
    null,
  )
  const [url, setUrl] = useState('')
  const [failed, setFailed] = useState(false)
  const dayOf = (day: string) =>
    new Intl.DateTimeFormat(i18n.language, {
      weekday: 'long',
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    }).format(new Date(`${day}T00:00:00Z`))
  const inWords = ({ day, from, to }: DatedShift) => t('ownWeek.shift', { day: dayOf(day), from, to })
  const run = (work: Promise<unknown>) => {
    setFailed(false)
    work.catch(() => setFailed(true))
  }
  if (!own) return null
  const { agentId } = own
  return (
    <Section heading="h2" title={t('ownWeek.title')} testId="own-week">
      {failed && <p role="alert">{t('ownWeek.failed')}</p>}
      {own.weeks.length === 0 && <p className="quiet">{t('ownWeek.none')}</p>}
      {own.weeks.map((week) => (
        <article key={week.weekId} data-testid={`own-${week.weekStart}`}>
          <h3>{t('ownWeek.weekOf', { day: dayOf(week.weekStart) })}</h3>
          <ul className="rests">
            {week.shifts.map((shift) => (
              <li key={shift.datedShiftId}>
                {inWords(shift)}{' '}
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() =>
                    run(
                      link
                        .request('ownSchedule.partners', { datedShiftId: shift.datedShiftId })
                        .then((partners) => setAsking({ weekId: week.weekId, shift, partners })),
                    )
                  }
                >
                  {t('ownWeek.exchange')}
                </Button>
              </li>
            ))}
          </ul>
          {week.awaited && (
            <div>
              <p>{t('ownWeek.awaited', { days: week.awaited.days.map(dayOf).join(', ') })}</p>
              <ul className="rests">
                {week.awaited.shifts.map((shift) => (
                  <li key={shift.datedShiftId}>{inWords(shift)}</li>
                ))}
              </ul>
            </div>
          )}
          <p>{week.answer ? t(`ownWeek.answered.${week.answer.kind}`) : t('ownWeek.unanswered')}</p>
          <div className="own-reports">
            <Button
              onClick={() =>
                run(link.request('ownSchedule.answer', { weekId: week.weekId, kind: 'accepted', words: '' }))
              }
            >
              {t('ownWeek.accept')}
            </Button>
            <TextInput
              label={t('ownWeek.words')}
              value={words}
              maxLength={500}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
            <Button
              variant="default"
              disabled={words.trim().length < 3}
              onClick={() =>
                run(link.request('ownSchedule.answer', { weekId: week.weekId, kind: 'disputed', words }))
              }
            >
              {t('ownWeek.dispute')}
            </Button>
          </div>
        </article>
      ))}
      {asking && (
        <div>
          <h3>{t('ownWeek.partners', { shift: inWords(asking.shift) })}</h3>
          {asking.partners.length === 0 && <p>{t('ownWeek.nobody')}</p>}
          <ul className="rests">
            {asking.partners.map((partner) => (
              <li key={`${partner.agentId} ${partner.taken?.datedShiftId ?? ''}`}>
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => {
                    run(
                      link.request('ownSchedule.ask', {
                        weekId: asking.weekId,
                        datedShiftId: asking.shift.datedShiftId,
                        partner,
                        words: '',
                      }),
                    )
                    setAsking(null)
                  }}
                >
                  {partner.taken
                    ? t('ownWeek.swap', { name: partner.name, shift: inWords(partner.taken) })
                    : t('ownWeek.give', { name: partner.name })}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {own.exchanges.length > 0 && (
        <div>
          <h3>{t('ownWeek.exchanges')}</h3>
          <ul className="rests">
            {own.exchanges.map(
              ({ exchangeId, askedBy, askedByName, askedOfName, given, taken, state, reason }) => {
                const mine = askedBy === agentId
                const steps = mine ? (['withdraw'] as const) : (['agree', 'decline'] as const)
                const open = state === 'asked' || (mine && state === 'agreed')
                return (
                  <li key={exchangeId}>
                    {t('ownWeek.exchangeOf', {
                      with: mine ? askedOfName : askedByName,
                      given: inWords(given),
                      taken: taken ? inWords(taken) : t('schedules.nothing'),
                      state: t(`ownWeek.states.${state}`),
                      reason,
                    })}{' '}
                    {open &&
                      steps.map((step) => (
                        <Button
                          key={step}
                          variant="default"
                          size="compact-sm"
                          onClick={() =>
                            run(link.request('ownSchedule.answerExchange', { exchangeId, step, reason: '' }))
                          }
                        >
                          {t(`ownWeek.steps.${step}`)}
                        </Button>
                      ))}
                  </li>
                )
              },
            )}
          </ul>
        </div>
      )}
      <div className="own-reports">
        <Button
          variant="default"
          onClick={() =>
            run(link.request('ownSchedule.calendarLink', {}).then((answer) => setUrl(answer.url)))
          }
        >
          {t('ownWeek.calendar')}
        </Button>
        {url !== '' && <TextInput readOnly label={t('ownWeek.link')} value={url} />}
      </div>
    </Section>
  )
}
