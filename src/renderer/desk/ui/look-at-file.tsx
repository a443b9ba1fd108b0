import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../shared/domain/attachment.ts'
import { useLink } from '../app/link-context.ts'
import { SaveDocument } from './save-document.tsx'

/** A photograph of a case, fetched when it is asked for and held only while it is looked at; or a document's own way. */
export function LookAtFile({ file }: { file: Attachment }) {
  const { t } = useTranslation()
  const link = useLink()
  const [shown, setShown] = useState<string>()
  const [failed, setFailed] = useState(false)
  const named = { name: file.name, interpolation: { escapeValue: false } }
  if (file.type === 'application/pdf') return <SaveDocument file={file} />
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
