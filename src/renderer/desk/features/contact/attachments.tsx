import { Button } from '@mantine/core'
import { memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskLink } from '../../app/link.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { IconPaperclip, IconX } from '../../ui/icons.ts'
import { LookAtFile } from '../../ui/look-at-file.tsx'
import { readParts } from './read-parts.ts'
import { attachmentFault, type AttachmentFault } from './attachment-fault.ts'

/** Photographs and documents of this contact: chosen, or pasted anywhere in the case; they go up by themselves. */
export const Attachments = memo(function Attachments({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation()
  const link = useLink()
  const chooser = useRef<HTMLInputElement>(null)
  const [fault, setFault] = useState<{ why: AttachmentFault; name: string }>()
  const [reading, setReading] = useState(false)
  const held = useAnswer('attachments.list', { interactionId }, { fresh: true, brief: true })
  const files = held.data ?? []

  async function take(chosen: readonly File[]): Promise<void> {
    setFault(undefined)
    setReading(true)
    try {
      for (const file of chosen) {
        const why = attachmentFault(file) ?? (await sendFile(link, interactionId, file))
        if (why !== undefined) setFault({ why, name: file.name })
      }
    } finally {
      setReading(false)
      await held.refetch()
    }
  }

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])]
      if (pasted.length === 0) return
      event.preventDefault()
      void take(pasted)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  })

  const remove = (attachmentId: string) =>
    void link
      .request('attachments.remove', { interactionId, attachmentId })
      .catch(() => undefined)
      .then(() => held.refetch())
  const kilobytes = (bytes: number) => Math.max(1, Math.round(bytes / 1024))
  return (
    <div className="attachments" data-testid="attachments">
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept="image/jpeg,image/png,image/webp,application/pdf"
        aria-label={t('attachments.add')}
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          void take(chosen)
        }}
      />
      <Button
        variant="default"
        loading={reading}
        leftSection={<IconPaperclip size={18} aria-hidden="true" />}
        onClick={() => chooser.current?.click()}
      >
        {t('attachments.add')}
      </Button>
      <p className="quiet">{t('attachments.hint')}</p>
      {files.length > 0 && (
        <ul className="attachment-list">
          {files.map(({ sent, ...file }) => {
            const { attachmentId, name, bytes } = file
            return (
              <li key={attachmentId} data-testid="attachment" data-sent={sent === 1}>
                <span>
                  {t('attachments.named', {
                    name,
                    kilobytes: kilobytes(bytes),
                    interpolation: { escapeValue: false },
                  })}{' '}
                  {sent === 1
                    ? t('attachments.sent')
                    : t('attachments.part', { percent: Math.floor(sent * 100) })}
                </span>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconX size={16} aria-hidden="true" />}
                  aria-label={t('attachments.removeNamed', { name, interpolation: { escapeValue: false } })}
                  onClick={() => remove(attachmentId)}
                >
                  {t('attachments.remove')}
                </Button>
                {sent === 1 && <LookAtFile file={file} />}
              </li>
            )
          })}
        </ul>
      )}
      {fault && (
        <p role="alert">
          {t(`attachments.fault.${fault.why}`, { name: fault.name, interpolation: { escapeValue: false } })}
        </p>
      )}
    </div>
  )
})

const longestName = 120

/** Piece after piece, so that nothing is held up; undefined where all of it is kept. */
async function sendFile(
  link: DeskLink,
  interactionId: string,
  file: File,
): Promise<AttachmentFault | undefined> {
  try {
    const { attachmentId } = await link.request('attachments.begin', {
      interactionId,
      name: file.name.slice(-longestName) || 'foto',
      bytes: file.size,
    })
    let part = 0
    for await (const data of readParts(file))
      await link.request('attachments.append', { attachmentId, part: part++, data })
    return undefined
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (code === 'invalid-input') return 'type'
    return code === 'busy' ? 'many' : 'failed'
  }
}
