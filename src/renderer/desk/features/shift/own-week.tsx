import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { toDeskError } from '../../../../shared/errors.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { Section } from '../../ui/section.tsx'
import { CalendarLink } from './calendar-link.tsx'
import { ExchangeOffers, type Offers } from './exchange-offers.tsx'
import { OwnExchanges } from './own-exchanges.tsx'
import { OwnWeekCard } from './own-week-card.tsx'

type OwnSchedule = ContractRequests['ownSchedule.get']['output']
export type OwnWeekOf = OwnSchedule['weeks'][number]
export type OwnShift = OwnWeekOf['shifts'][number]

/** The published weeks: accepted, disputed in words, exchanged with a colleague, and a calendar to take along. */
export function OwnWeek() {
  const { t } = useTranslation()
  const link = useLink()
  const own = useAnswer('ownSchedule.get', {}).data
  const [asking, setAsking] = useState<Offers | null>(null)
  const [failed, setFailed] = useState<'away' | 'other' | null>(null)
  const run = (work: Promise<unknown>) => {
    setFailed(null)
    work.catch((thrown: unknown) => setFailed(toDeskError(thrown).code === 'unavailable' ? 'away' : 'other'))
  }
  if (!own) return null
  const { weeks } = own
  return (
    <Section heading="h2" title={t('ownWeek.title')} testId="own-week">
      <div className="own-weeks">
        {failed !== null && <p role="alert">{t(`ownWeek.failed.${failed}`)}</p>}
        {weeks.length === 0 && <p className="quiet">{t('ownWeek.none')}</p>}
        {weeks.map((week) => (
          <OwnWeekCard
            key={week.weekId}
            week={week}
            refused={own.refusals.find(({ subject }) => subject === week.weekId)}
            onAnswer={(kind, words) =>
              run(link.request('ownSchedule.answer', { weekId: week.weekId, kind, words }))
            }
            onExchange={(shift) =>
              run(
                link
                  .request('ownSchedule.partners', { datedShiftId: shift.datedShiftId })
                  .then((partners) => setAsking({ weekId: week.weekId, shift, partners })),
              )
            }
          />
        ))}
        {asking && (
          <ExchangeOffers
            key={asking.shift.datedShiftId}
            offers={asking}
            onAsk={(partner, words) => {
              const { weekId, shift } = asking
              run(
                link.request('ownSchedule.ask', { weekId, datedShiftId: shift.datedShiftId, partner, words }),
              )
              setAsking(null)
            }}
            onClose={() => setAsking(null)}
          />
        )}
        <OwnExchanges
          own={own}
          onStep={(exchangeId, step, reason) =>
            run(link.request('ownSchedule.answerExchange', { exchangeId, step, reason }))
          }
        />
        <CalendarLink onFailed={() => setFailed('away')} />
      </div>
    </Section>
  )
}
