import { useTranslation } from 'react-i18next'
import { useScreen } from '../../app/screen.ts'
import { RecordReading } from '../../ui/records/record-reading.tsx'
import { Window } from '../../ui/window.tsx'

/** One record over the desk, opened from the shelf; Escape goes back to the call. */
export function RecordWindow() {
  const { t } = useTranslation()
  const open = useScreen((screen) => screen.overlay === 'record')
  const record = useScreen((screen) => screen.record)
  return (
    <Window opened={open} title={t('record.window')} closeWords={t('record.close')} size={860}>
      {record && <RecordReading {...record} focused />}
    </Window>
  )
}
