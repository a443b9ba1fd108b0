import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../../shared/contract.ts'
import { useContact, useDesk } from '../../app/desk-context.ts'
import { recordName } from './record-name.ts'

/**
 * In place of a text that may not be read out: why, and the two ways on. With a citizen on the line only the
 * second level may answer; with nobody on the line nothing can be read to anybody.
 */
export function LockedRecord({ view, onConsult }: { view: RecordView; onConsult: () => void }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const interaction = useContact()?.interaction
  const inContact = interaction?.answeredAt !== undefined
  const { title, version } = view.record
  return (
    <div className="locked" data-testid="locked-record">
      <p>{t(inContact ? 'locked.inContact' : 'locked.alone')}</p>
      {inContact ? (
        <Button
          onClick={() =>
            actions.escalateRecord(recordName(view), t('locked.note', { title, version }).slice(0, 300))
          }
        >
          {t('locked.escalate')}
        </Button>
      ) : (
        <Button variant="default" onClick={onConsult}>
          {t('locked.consult')}
        </Button>
      )}
    </div>
  )
}
