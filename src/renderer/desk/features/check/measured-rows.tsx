import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StationCheckView } from '../../../../shared/contract.ts'
import { useDesk } from '../../app/desk-context.ts'
import type { measuredLights } from './advice.ts'
import { CheckRow } from './check-row.tsx'

/** What only a measurement can say: one's own voice, the way to the exchange, clock and disk. */
export function MeasuredRows(props: {
  check: StationCheckView
  lights: ReturnType<typeof measuredLights>
  /** Without a line there is nobody to time. */
  lined: boolean
}) {
  const { t, i18n } = useTranslation()
  const { actions } = useDesk()
  const { check, lights, lined } = props
  const number = (value: number, digits = 0) =>
    value.toLocaleString(i18n.language, { maximumFractionDigits: digits })
  const { exchange } = check
  return (
    <>
      <CheckRow
        name="voice"
        light={lights.voice}
        advice={t(`check.voice.${check.loopBackRunning ? 'running' : lights.voice}`)}
      >
        <Button
          variant="default"
          disabled={check.loopBackRunning}
          onClick={() => actions.send('check.loopBack', {})}
        >
          {t('check.hearMyself')}
        </Button>
      </CheckRow>
      <CheckRow
        name="exchange"
        light={lights.exchange}
        advice={[
          t(`check.exchange.${check.running && !exchange ? 'running' : lights.exchange}`),
          ...(exchange
            ? [
                t('check.exchange.figures', {
                  roundTrip: exchange.roundTripMs === null ? '–' : number(exchange.roundTripMs),
                  jitter: exchange.jitterMs === null ? '–' : number(exchange.jitterMs),
                  lost: exchange.lost,
                  sent: exchange.sent,
                }),
              ]
            : []),
        ].join(' ')}
      >
        <Button
          variant="default"
          disabled={check.running || !lined}
          onClick={() => actions.send('check.run', {})}
        >
          {t('check.again')}
        </Button>
      </CheckRow>
      <CheckRow
        name="clock"
        light={lights.clock}
        advice={t(`check.clock.${lights.clock}`, {
          seconds: number(Math.abs(check.clockOffsetMs ?? 0) / 1000),
        })}
      />
      <CheckRow
        name="disk"
        light={lights.disk}
        advice={t(`check.disk.${lights.disk}`, {
          free: number((check.freeDiskBytes ?? 0) / 1_000_000_000, 1),
        })}
      />
    </>
  )
}
