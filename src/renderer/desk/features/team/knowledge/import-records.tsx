import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import { toDeskError, type DeskErrorCode } from '../../../../../shared/errors.ts'
import { useLink } from '../../../app/link-context.ts'
import type { WhichRecord } from './open-work.ts'

type Wish = ContractRequests['publishing.import']['input']['wish']
type Imported = ContractRequests['publishing.import']['output']

/** A table of procedures or a list of questions becomes drafts; what is wrong is named by its line. */
export function ImportRecords(props: { onOpen: (which: WhichRecord) => void; onImported: () => void }) {
  const { t } = useTranslation()
  const link = useLink()
  const [format, setFormat] = useState<Wish['format']>('procedures')
  const [source, setSource] = useState('')
  const [reviewedOn, setReviewedOn] = useState('')
  const [reviewDue, setReviewDue] = useState('')
  const [approver, setApprover] = useState('')
  const [imported, setImported] = useState<Imported | null>(null)
  const [failed, setFailed] = useState<DeskErrorCode | null>(null)
  const ready = format === 'procedures' || (source.trim() !== '' && reviewedOn !== '' && reviewDue !== '')

  const read = async (file: File | null) => {
    if (!file) return
    setFailed(null)
    setImported(null)
    try {
      setImported(await link.request('publishing.import', { wish: wishOf(file.name, await file.text()) }))
      props.onImported()
    } catch (thrown) {
      setFailed(toDeskError(thrown).code)
    }
  }
  const wishOf = (fileName: string, text: string): Wish =>
    format === 'procedures'
      ? { format, fileName, text }
      : {
          format,
          fileName,
          text,
          provenance: {
            source: source.trim(),
            reviewedOn,
            reviewDue,
            ...(approver.trim() === '' ? {} : { clinicalApprover: approver.trim() }),
          },
        }
  return (
    <details className="knowledge-tool">
      <summary>{t('knowledge.import')}</summary>
      <NativeSelect
        label={t('knowledge.format')}
        value={format}
        data={[
          { value: 'procedures', label: t('knowledge.formats.procedures') },
          { value: 'faq', label: t('knowledge.formats.faq') },
        ]}
        onChange={(event) => setFormat(event.currentTarget.value === 'faq' ? 'faq' : 'procedures')}
      />
      {format === 'faq' && (
        <>
          <TextInput
            label={t('record.source')}
            required
            maxLength={400}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('record.reviewedOn')}
            required
            value={reviewedOn}
            onChange={(event) => setReviewedOn(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('record.reviewDue')}
            required
            value={reviewDue}
            onChange={(event) => setReviewDue(event.currentTarget.value)}
          />
          <TextInput
            label={t('record.clinical')}
            maxLength={120}
            value={approver}
            onChange={(event) => setApprover(event.currentTarget.value)}
          />
        </>
      )}
      <p className="quiet">{t(`knowledge.formatHelp.${format}`)}</p>
      <FileButton accept=".csv,text/csv" disabled={!ready} onChange={(file) => void read(file)}>
        {(button) => (
          <Button variant="default" disabled={!ready} {...button}>
            {t('knowledge.chooseFile')}
          </Button>
        )}
      </FileButton>
      {failed && <p role="alert">{t(`failure.${failed}`)}</p>}
      {imported && (
        <div aria-live="polite">
          <p>{t('knowledge.imported', { count: imported.drafts.length })}</p>
          <ul>
            {imported.drafts.map(({ entity, id, title }) => (
              <li key={`${entity} ${id}`}>
                <button type="button" className="knowledge-open" onClick={() => props.onOpen({ entity, id })}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
          {imported.problems.length > 0 && (
            <>
              <p>{t('knowledge.importProblems', { count: imported.problems.length })}</p>
              <ul>
                {imported.problems.map(({ line, column, field, rule }) => (
                  <li key={`${line} ${column} ${field} ${rule}`}>
                    {line === 0
                      ? t('knowledge.problemOf', { field, rule })
                      : t('knowledge.problemAt', { line, column, field, rule })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </details>
  )
}
