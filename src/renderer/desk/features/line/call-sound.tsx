import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { IconAlertTriangle, IconCheck } from '../../ui/icons.ts'
import { soundOf } from './sound.ts'

/** How the call sounds: a word while it is well, and what to do where it is not. The repair never ends the call. */
export function CallSound({ callId }: { callId: string }) {
  const { t, i18n } = useTranslation()
  const { actions } = useDesk()
  const quality = useAnswer('quality.now', {}).data?.find((one) => one.callId === callId)
  if (!quality) return null
  const { mos, repair } = quality
  const sound = soundOf(quality)
  const well = sound.state === 'good'
  return (
    <div
      className={well ? 'call-sound' : 'call-sound problem'}
      data-testid="call-sound"
      data-state={sound.state}
    >
      <p>
        {well ? (
          <IconCheck size={18} aria-hidden="true" />
        ) : (
          <IconAlertTriangle size={18} aria-hidden="true" />
        )}
        {t(`quality.state.${sound.state}`)}
        {mos !== null && (
          <span className="quiet">
            {' '}
            {t('quality.score', { score: mos.toLocaleString(i18n.language, { minimumFractionDigits: 1 }) })}
          </span>
        )}
      </p>
      {/* Told when it changes, and only what asks for something: a number that moves is no news. */}
      <div aria-live="polite">
        {sound.advice && <p>{t(`quality.advice.${sound.advice}`)}</p>}
        {repair.name !== 'idle' && (
          <p data-testid="sound-repair">
            {repair.name === 'trying' ? t(`quality.trying.${repair.step}`) : t(`quality.${repair.name}`)}
          </p>
        )}
      </div>
      {(!well || repair.name !== 'idle') && (
        <Button
          variant="default"
          size="compact-md"
          disabled={repair.name === 'trying'}
          onClick={() => actions.send('quality.repair', { callId })}
        >
          {t('quality.repair')}
        </Button>
      )}
    </div>
  )
}
