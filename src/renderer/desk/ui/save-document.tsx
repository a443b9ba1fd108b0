import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../../shared/domain/attachment.ts'
import { useAnswer } from '../app/answers.ts'
import { useLink } from '../app/link-context.ts'
import { saveFile } from './save-file.ts'

/**
 * A PDF can carry active content and is drawn nowhere here: where IT allows it, the agent saves a copy and opens it
 * outside; elsewhere the words say where it is read.
 */
export function SaveDocument({ file }: { file: Attachment }) {
  const { t } = useTranslation()
  const link = useLink()
  const mayBeSaved = useAnswer('attachments.documents', {}).data?.mayBeSaved
  const [said, setSaid] = useState<'saved' | 'failed'>()
  const { attachmentId, name } = file
  if (mayBeSaved !== true) return <span className="quiet">{t('attachments.document')}</span>
  async function save(): Promise<void> {
    setSaid(undefined)
    try {
      const { fileName, data } = await link.request('attachments.save', { attachmentId, name })
      saveFile(
        fileName,
        Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)),
        'application/pdf',
      )
      setSaid('saved')
    } catch {
      setSaid('failed')
    }
  }
  return (
    <span>
      <Button
        variant="default"
        size="compact-md"
        aria-label={t('attachments.saveNamed', { name, interpolation: { escapeValue: false } })}
        title={t('citizen.revealLogged')}
        onClick={() => void save()}
      >
        {t('attachments.save')}
      </Button>{' '}
      <output className="quiet">{said === 'saved' && t('attachments.saved')}</output>
      {said === 'failed' && <span role="alert">{t('attachments.notOpened')}</span>}
    </span>
  )
}
