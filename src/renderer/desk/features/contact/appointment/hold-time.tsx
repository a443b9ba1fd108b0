import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Held } from '../../../../../shared/appointments-api.ts'
import { duration } from '../../../ui/format.ts'
import { useNow } from '../../../ui/use-now.ts'

/** Time enough to hear the warning and to press (WCAG 2.2.1 asks for twenty seconds). */
const warnMs = 45_000

/**
 * How long the seat is kept, told without hurrying: the figures are for the eye, and a screen reader hears three
 * things only, once each: that it is kept, that it ends soon, that it ended. Nothing typed is lost at its end.
 */
export function HoldTime({ held, onExtend }: { held: Held; onExtend: () => void }) {
  const { t } = useTranslation()
  const left = Date.parse(held.heldUntil) - useNow()
  const stage = left <= 0 ? 'over' : left <= warnMs ? 'soon' : 'kept'
  return (
    <div className="hold-time" data-stage={stage}>
      <p aria-live="polite">{t(`hour.hold.${stage}`)}</p>
      {stage !== 'over' && (
        <p className="hold-figures" role="timer" aria-live="off">
          {duration(left)}
        </p>
      )}
      {held.extensionsLeft > 0 && (
        <Button size="compact-md" variant="default" onClick={onExtend}>
          {t(stage === 'over' ? 'hour.holdAgain' : 'hour.extend')}
        </Button>
      )}
    </div>
  )
}
