import { Button } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { show } from '../../app/screen.ts'
import { markShiftStarted } from '../../app/shift-start.ts'
import { DeviceSelect } from '../../ui/device-select.tsx'
import { CheckRow } from './check-row.tsx'
import { adviceOf } from './advice.ts'
import './check.css'

/** Twenty seconds before the shift: every light with its word, and one line of advice where one is not green. */
export function StationCheck({ agentId, notice }: { agentId: string; notice: ReactNode }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const agent = useAnswer('agent.get', {}).data
  const reachable = useAnswer('sync.get', {}).data?.reachable ?? false
  const microphone = agent?.devices.microphone
  useEffect(() => {
    if (microphone === 'unknown') actions.send('devices.openMicrophone', {})
  }, [microphone, actions])
  if (!agent) return null
  const advice = adviceOf(agent, reachable)

  return (
    <main className="check">
      <h1>{t('check.title')}</h1>
      <p className="quiet">{t('check.lead')}</p>
      {notice}
      <ul className="check-list">
        <CheckRow
          name="microphone"
          light={advice.microphone.light}
          advice={t(`check.microphone.${advice.microphone.words}`)}
        >
          <DeviceSelect of="microphone" devices={agent.devices} />
          {advice.microphone.light !== 'good' && (
            <Button variant="default" onClick={() => actions.send('devices.openMicrophone', {})}>
              {t('problem.openMicrophone')}
            </Button>
          )}
        </CheckRow>
        <CheckRow name="speaker" light={advice.output} advice={t(`check.speaker.${advice.output}`)}>
          <DeviceSelect of="speaker" devices={agent.devices} />
        </CheckRow>
        <CheckRow name="ringer" light={advice.output} advice={t(`check.ringer.${advice.output}`)}>
          <DeviceSelect of="ringer" devices={agent.devices} />
        </CheckRow>
        <CheckRow name="line" light={advice.line.light} advice={t(`check.line.${advice.line.words}`)}>
          {advice.line.light === 'bad' && (
            <Button variant="default" onClick={() => actions.send('line.reconnect', {})}>
              {t('problem.reconnect')}
            </Button>
          )}
        </CheckRow>
        <CheckRow name="network" light={advice.network} advice={t(`check.network.${advice.network}`)} />
      </ul>
      <div className="check-start">
        <p className="quiet">{advice.ready ? t('check.allGood') : t('check.startAnyway')}</p>
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
      </div>
    </main>
  )
}
