import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../shared/domain/attachment.ts'
import { useLink } from '../app/link-context.ts'

/**
 * A photograph of a case, fetched when it is asked for and held only while it is looked at. A PDF can carry active
 * content and is drawn nowhere here: the words say where it is read.
 */
export function LookAtFile({ file }: { file: Attachment }) {
  const { t } = useTranslation()
  const link = useLink()
  const [shown, setShown] = useState<string>()
  const [failed, setFailed] = useState(false)
  const named = { name: file.name, interpolation: { escapeValue: false } }
  if (file.type === 'application/pdf') return <span className="quiet">{t('attachments.document')}</span>
  function toggle(): void {
    setFailed(false)
    if (shown !== undefined) return setShown(undefined)
    link.request('attachments.open', { attachmentId: file.attachmentId }).then(
      ({ type, data }) => setShown(`data:${type};base64,${data}`),
      () => setFailed(true),
    )
  }
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        aria-expanded={shown !== undefined}
        aria-label={t(shown === undefined ? 'attachments.lookAt' : 'attachments.putAway', named)}
        title={t('citizen.revealLogged')}
        onClick={toggle}
      >
        {t(shown === undefined ? 'attachments.look' : 'attachments.hide')}
      </Button>
      {failed && <p role="alert">{t('attachments.notOpened')}</p>}
      {shown !== undefined && (
        <img className="attachment-picture" src={shown} alt={t('attachments.picture', named)} />
      )}
    </>
  )
}
