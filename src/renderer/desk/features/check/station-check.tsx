import { Button } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { show } from '../../app/screen.ts'
import { markShiftStarted } from '../../app/shift-start.ts'
import { DeviceRow } from '../../ui/sound/device-row.tsx'
import { CheckRow } from './check-row.tsx'
import { adviceOf, measuredLights, overall } from './advice.ts'
import { MeasuredRows } from './measured-rows.tsx'
import './check.css'

/** Twenty seconds before the shift: every light with its word, and one line of advice where one is not green. */
export function StationCheck({
  agentId,
  started,
  notice,
}: {
  agentId: string
  started: boolean
  notice: ReactNode
}) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const agent = useAnswer('agent.get', {}).data
  const reachable = useAnswer('sync.get', {}).data?.reachable ?? false
  const microphone = agent?.devices.microphone
  useEffect(() => {
    if (microphone === 'unknown') actions.send('devices.openMicrophone', {})
  }, [microphone, actions])
  const lined = agent?.registration.state === 'registered'
  useEffect(() => {
    if (lined) actions.send('check.run', {})
  }, [lined, actions])
  const check = useAnswer('check.get', {}).data
  if (!agent || !check) return null
  const advice = adviceOf(agent, reachable)
  const measured = measuredLights(check)
  const all = overall([
    advice.microphone.light,
    advice.line.light,
    advice.network,
    measured.exchange,
    measured.clock,
    measured.disk,
    measured.voice,
  ])

  return (
    <main className="check">
      <h1>{t('check.title')}</h1>
      <p className="quiet">{t('check.lead')}</p>
      {notice}
      <p className="check-overall" aria-live="polite" data-testid="check-overall" data-light={all}>
        {t(`check.overall.${all}`)}
      </p>
      <ul className="check-list">
        <CheckRow
          name="microphone"
          light={advice.microphone.light}
          advice={t(`check.microphone.${advice.microphone.words}`)}
        >
          <DeviceRow of="microphone" devices={agent.devices} />
          {advice.microphone.light !== 'good' && (
            <Button variant="default" onClick={() => actions.send('devices.openMicrophone', {})}>
              {t('problem.openMicrophone')}
            </Button>
          )}
        </CheckRow>
        <CheckRow name="speaker" light={advice.output} advice={t(`check.speaker.${advice.output}`)}>
          <DeviceRow of="speaker" devices={agent.devices} />
        </CheckRow>
        <CheckRow name="ringer" light={advice.output} advice={t(`check.ringer.${advice.output}`)}>
          <DeviceRow of="ringer" devices={agent.devices} />
        </CheckRow>
        <CheckRow name="line" light={advice.line.light} advice={t(`check.line.${advice.line.words}`)}>
          {advice.line.light === 'bad' && (
            <Button variant="default" onClick={() => actions.send('line.reconnect', {})}>
              {t('problem.reconnect')}
            </Button>
          )}
        </CheckRow>
        <CheckRow name="network" light={advice.network} advice={t(`check.network.${advice.network}`)} />
        <MeasuredRows check={check} lights={measured} lined={lined} />
      </ul>
      <div className="check-start">
        <p className="quiet">{advice.ready ? t('check.allGood') : t('check.startAnyway')}</p>
        {started ? (
          <Button size="md" variant="default" onClick={() => show({ view: 'desk' })}>
            {t('page.back')}
          </Button>
        ) : (
          <Button
            size="md"
            onClick={() => {
              markShiftStarted(agentId)
              actions.chooseState({ kind: 'ready' })
              show({ view: 'desk' })
            }}
          >
            {t('check.start')}
          </Button>
        )}
      </div>
    </main>
  )
}
