import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { clockTime, minutesOf } from '../../ui/format.ts'
import { useShiftNow } from '../../ui/use-shift-now.ts'

type Today = NonNullable<ContractRequests['shift.today']['output']>

/** Today as a band of functions and rests, as wide as they are long; as a list of times for who does not see it. */
export function DayBand({ shift }: { shift: Today }) {
  const { t } = useTranslation()
  const wall = clockTime(new Date(useShiftNow()), shift.timeZone)
  return (
    <ol className="band">
      {shift.activities.map(({ kind, from, to }) => {
        const rest = kind === 'break' || kind === 'meal'
        const now = from <= wall && wall < to
        return (
          <li
            key={from}
            className={rest ? 'band-rest' : undefined}
            aria-current={now ? 'time' : undefined}
            style={{ flexGrow: Math.max(1, minutesOf(to) - minutesOf(from)) }}
            title={t('shift.block', { what: t(`activity.${kind}`), from, to })}
          >
            <span className="heard-only">{t('shift.block', { what: t(`activity.${kind}`), from, to })}</span>
            <span className="band-word" aria-hidden="true">
              {t(`activity.${kind}`)}
            </span>
            <span className="band-from" aria-hidden="true">
              {from}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
