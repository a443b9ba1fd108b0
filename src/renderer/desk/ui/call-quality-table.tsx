import { useTranslation } from 'react-i18next'
import type { CallQuality } from '../../../shared/domain/quality/call-quality.ts'
import { useAnswer } from '../app/answers.ts'
import { clockTime, day, duration } from './format.ts'

const columns = ['when', 'lasted', 'sound', 'figures', 'wrong'] as const

/** One line per call: when, how long, how it sounded and what was wrong, for the agent and for those who mend lines. */
export function CallQualityTable({ calls }: { calls: readonly CallQuality[] }) {
  const { t, i18n } = useTranslation()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const number = (value: number, digits: number) =>
    value.toLocaleString(i18n.language, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const figuresOf = ({ lossPct, jitterMs, roundTripMs, setUp }: CallQuality) =>
    [
      lossPct && t('quality.figure.loss', { value: number(lossPct.mean, 1) }),
      jitterMs && t('quality.figure.jitter', { value: number(jitterMs.mean, 0) }),
      roundTripMs && t('quality.figure.roundTrip', { value: number(roundTripMs.mean, 0) }),
      setUp.firstAudioMs !== null && t('quality.figure.firstAudio', { value: number(setUp.firstAudioMs, 0) }),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <table className="quality-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`quality.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <tr key={call.callQualityId}>
            <th scope="row">
              {day(call.startedAt, zone)} {clockTime(new Date(call.startedAt), zone)}
            </th>
            <td>{duration(Date.parse(call.endedAt) - Date.parse(call.startedAt))}</td>
            <td>{call.mos ? number(call.mos.mean, 1) : '–'}</td>
            <td>{figuresOf(call)}</td>
            <td>
              {wrongOf(call)
                .map((one) => t(`quality.short.${one}`))
                .join(' · ') || t('quality.nothing')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function wrongOf({ alarms, faults }: CallQuality) {
  return [...faults.map(({ fault }) => fault), ...alarms.map(({ alarm }) => alarm)]
}
