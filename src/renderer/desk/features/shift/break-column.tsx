import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftPrompts } from '../../../../shared/contract.ts'
import { useDesk } from '../../app/desk-context.ts'
import { duration } from '../../ui/format.ts'
import { useFocusLeftBehind } from '../../ui/use-focus-left-behind.ts'
import { useShiftNow } from '../../ui/use-shift-now.ts'
import './shift.css'

/** The rest in large: its time, one kind sentence, and the way back. Full screen only when asked for. */
export function BreakColumn({ resting }: { resting: NonNullable<ShiftPrompts['resting']> }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const now = useShiftNow()
  const frame = useRef<HTMLDivElement>(null)
  const full = useFullScreen()
  useFocusLeftBehind(frame)
  const left = resting.endsAt === null ? undefined : Date.parse(resting.endsAt) - now
  const over = left !== undefined && left <= 0
  return (
    <div className="break" ref={frame} data-testid="break-column">
      <h2>{t(`reason.${resting.reason}`)}</h2>
      <p
        className="break-time"
        role="timer"
        aria-label={left === undefined ? t('break.passed') : t('break.left')}
      >
        {duration(left === undefined ? now - Date.parse(resting.startedAt) : Math.max(0, left))}
      </p>
      <output className="break-word">{over ? t('break.over') : t('break.kind')}</output>
      <div className="break-actions">
        <Button variant={over ? 'filled' : 'default'} onClick={() => actions.chooseState({ kind: 'ready' })}>
          {t('break.back')}
        </Button>
        <Button
          variant="subtle"
          onClick={() =>
            full ? leaveFullScreen() : void frame.current?.requestFullscreen().catch(() => undefined)
          }
        >
          {full ? t('break.leaveFullScreen') : t('break.fullScreen')}
        </Button>
      </div>
    </div>
  )
}

function leaveFullScreen(): void {
  document.exitFullscreen().catch(() => undefined)
}

/** The way out has a word of its own, and Escape works also in a host that does not take the key itself. */
function useFullScreen(): boolean {
  const [full, setFull] = useState(document.fullscreenElement !== null)
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null)
    const leave = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && document.fullscreenElement) leaveFullScreen()
    }
    document.addEventListener('fullscreenchange', look)
    document.addEventListener('keydown', leave)
    return () => {
      document.removeEventListener('fullscreenchange', look)
      document.removeEventListener('keydown', leave)
    }
  }, [])
  return full
}
