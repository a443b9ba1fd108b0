import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../../shared/contract.ts'
import { useLink } from '../../app/link-context.ts'
import { RecordChanges } from './record-changes.tsx'
import { articleLines, procedureLines, type RecordLine } from './record-lines.ts'
import { recordName } from './record-name.ts'
import { useUnitNames } from './unit-names.ts'
import { dayWords } from './words.ts'

/** What became of a record since this agent knew it; it stays until he says that he has read it. */
export function KnownChanges({ view }: { view: RecordView }) {
  const { t } = useTranslation()
  const link = useLink()
  const unitName = useUnitNames()
  const { earlier, knownSince, record } = view
  if (earlier === null || knownSince === null) return null
  const lines = (version: typeof earlier): RecordLine[] =>
    'procedureId' in version ? procedureLines(version, unitName, t) : articleLines(version, unitName, t)
  return (
    <section
      className="record-new"
      aria-label={t('changes.title', { day: dayWords(knownSince.slice(0, 10)) })}
    >
      <h4>{t('changes.title', { day: dayWords(knownSince.slice(0, 10)) })}</h4>
      {record.changeNote !== undefined && <p>{record.changeNote}</p>}
      <RecordChanges before={lines(earlier)} after={lines(record)} />
      <Button
        size="xs"
        variant="default"
        onClick={() => void link.request('records.known', recordName(view))}
      >
        {t('changes.known')}
      </Button>
    </section>
  )
}
