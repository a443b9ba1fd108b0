import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import { toDeskError, type DeskErrorCode } from '../../../../../shared/errors.ts'
import { useLink } from '../../../app/link-context.ts'
import type { WhichRecord } from './open-work.ts'

type Kind = ContractRequests['publishing.begin']['input']['entity']
const kinds: readonly Kind[] = ['article', 'procedure', 'script']

/** A new record needs a kind and a title; the rest is asked for where it is written. */
export function BeginRecord({ onBegun }: { onBegun: (which: WhichRecord) => void }) {
  const { t } = useTranslation()
  const link = useLink()
  const [kind, setKind] = useState<Kind>('article')
  const [title, setTitle] = useState('')
  const [failed, setFailed] = useState<DeskErrorCode | null>(null)
  return (
    <details className="knowledge-tool">
      <summary>{t('knowledge.begin')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setFailed(null)
          link
            .request('publishing.begin', { entity: kind, title: title.trim() })
            .then(onBegun, (thrown: unknown) => setFailed(toDeskError(thrown).code))
        }}
      >
        <NativeSelect
          label={t('knowledge.beginKind')}
          value={kind}
          data={kinds.map((value) => ({ value, label: t(`knowledge.kind.${value}`) }))}
          onChange={(event) => setKind(kinds.find((one) => one === event.currentTarget.value) ?? 'article')}
        />
        <TextInput
          label={t('record.title')}
          value={title}
          maxLength={120}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Button type="submit" disabled={title.trim() === ''}>
          {t('knowledge.beginWriting')}
        </Button>
        {failed && <p role="alert">{t(`failure.${failed}`)}</p>}
      </form>
    </details>
  )
}
