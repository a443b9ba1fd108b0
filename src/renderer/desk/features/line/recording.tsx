import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '../../../../shared/domain/call.ts'
import { putAnswer, useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { show } from '../../app/screen.ts'
import { IconPlayerPause, IconPlayerRecord } from '../../ui/icons.ts'
import { toDeskError } from '../../../../shared/errors.ts'

/** Whether the call is recorded, in words, and the pause for what must not be kept. Nothing where nobody records. */
export function Recording({ call }: { call: Call }) {
  const { t } = useTranslation()
  const link = useLink()
  const answers = useQueryClient()
  const { callId } = call
  const connected = call.phase.name === 'connected'
  const state =
    useAnswer('recording.get', { callId }, { enabled: connected, brief: true }).data?.state ?? 'none'
  const [asking, setAsking] = useState(false)
  if (!connected || state === 'none') return null

  const pause = async (paused: boolean) => {
    setAsking(true)
    try {
      putAnswer(
        answers,
        'recording.get',
        { callId },
        await link.request('recording.pause', { callId, paused }),
      )
    } catch (thrown) {
      show({ failure: t(`failure.${toDeskError(thrown).code}`) })
    } finally {
      setAsking(false)
    }
  }

  return (
    <div className="recording" data-testid="recording">
      <output>
        {state === 'recording' ? (
          <IconPlayerRecord size={18} aria-hidden="true" />
        ) : (
          <IconPlayerPause size={18} aria-hidden="true" />
        )}
        {t(`recording.${state}`)}
      </output>
      {state !== 'unknown' && (
        <Button
          variant="default"
          size="compact-sm"
          loading={asking}
          onClick={() => void pause(state === 'recording')}
        >
          {state === 'recording' ? t('recording.pause') : t('recording.resume')}
        </Button>
      )}
    </div>
  )
}
