import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconAlertTriangle, IconCheck } from '../../ui/icons.ts'
import type { Light } from './advice.ts'

/** One light: shape, word and colour, with the one line that helps. */
export function CheckRow(props: {
  name: 'microphone' | 'speaker' | 'ringer' | 'voice' | 'line' | 'exchange' | 'network' | 'clock' | 'disk'
  light: Light
  advice: string
  children?: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <li
      className={`check-row check-${props.light}`}
      data-testid={`check-${props.name}`}
      data-light={props.light}
    >
      <span className="check-light" aria-hidden="true">
        {props.light === 'good' && <IconCheck size={18} stroke={2.5} />}
        {props.light === 'fair' && <IconAlertTriangle size={16} />}
        {props.light === 'bad' && <IconAlertTriangle size={18} />}
      </span>
      <div className="check-words">
        <h2>
          {t(`check.name.${props.name}`)}{' '}
          <span className="check-word">{t(`check.light.${props.light}`)}</span>
        </h2>
        <p>{props.advice}</p>
      </div>
      <div className="check-control">{props.children}</div>
    </li>
  )
}
