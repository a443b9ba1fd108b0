import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { IconMailbox } from '../../ui/icons.ts'

/** Messages that wait in the line's mailbox (MWI); nothing at all where there is none. */
export function VoicemailNote() {
  const { t } = useTranslation()
  const voicemail = useAnswer('directory.get', {}).data?.voicemail
  if (!voicemail || voicemail.fresh === 0) return null
  return (
    <p className="voicemail" data-testid="voicemail">
      <IconMailbox size={18} aria-hidden="true" /> {t('voicemail.waiting', { count: voicemail.fresh })}
    </p>
  )
}
