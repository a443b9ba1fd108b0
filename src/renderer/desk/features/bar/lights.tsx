import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useAnswerPart } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconPlug,
  IconPlugX,
  IconWifi,
  IconWifiOff,
} from '../../ui/icons.ts'

/** Línea, Audio, Red: three icons with their words, and what each is when it is not well. */
export function Lights() {
  const { t } = useTranslation()
  const line = useAnswerPart('agent.get', {}, ({ registration }) => registration.state === 'registered')
  const audio = useAnswerPart('agent.get', {}, ({ devices }) => devices.microphone === 'open')
  const reachable = useAnswerPart('sync.get', {}, (sync) => sync.reachable) ?? true
  const lost = useCoreLost()
  if (line === undefined || audio === undefined) return null
  const network = reachable && !lost
  return (
    <ul className="lights" aria-label={t('lights.all')}>
      <Light name="line" word={t('lights.line')} good={line} Icon={line ? IconPlug : IconPlugX} />
      <Light
        name="audio"
        word={t('lights.audio')}
        good={audio}
        Icon={audio ? IconMicrophone : IconMicrophoneOff}
      />
      <Light
        name="network"
        word={t('lights.network')}
        good={network}
        Icon={network ? IconWifi : IconWifiOff}
      />
    </ul>
  )
}

/** The page and the core are apart: the call goes on, the screen waits. */
export function useCoreLost(): boolean {
  const link = useLink()
  return useStore(link.status, (status) => status.attempt > 0)
}

function Light(props: { name: string; word: string; good: boolean; Icon: typeof IconWifi }) {
  const { t } = useTranslation()
  return (
    <li className={props.good ? 'light light-good' : 'light light-bad'} data-testid={`light-${props.name}`}>
      <props.Icon size={18} aria-hidden="true" />
      {props.word}
      <span className="light-dot" aria-hidden="true" />
      <span className="heard-only">{props.good ? t('lights.good') : t('lights.bad')}</span>
    </li>
  )
}
