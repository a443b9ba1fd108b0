import { useTranslation } from 'react-i18next'
import type { LegalRule } from '../../../../../shared/domain/procedure-parts.ts'
import { given, TextField, withoutAbsent } from './fields.tsx'
import { Rows } from './rows.tsx'

/** What rules it follows, each by name, article and day. */
export function LawRows({
  rows,
  onChange,
}: {
  rows: readonly LegalRule[]
  onChange: (rows: LegalRule[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Rows
      path="law"
      title={t('record.law')}
      rows={rows}
      fresh={(): LegalRule => ({ title: '' })}
      onChange={(laws) => onChange(laws.map(withoutAbsent))}
    >
      {(rule, change, at) => (
        <>
          <TextField
            path={`${at}.title`}
            label={t('editor.lawTitle')}
            required
            value={rule.title}
            onChange={(title) => change({ title })}
          />
          <TextField
            path={`${at}.article`}
            label={t('difference.field.article')}
            value={rule.article}
            onChange={(text) => change({ article: given(text) })}
          />
          <TextField
            path={`${at}.date`}
            type="date"
            label={t('difference.field.date')}
            value={rule.date}
            onChange={(text) => change({ date: given(text) })}
          />
          <TextField
            path={`${at}.url`}
            type="url"
            label={t('editor.url')}
            value={rule.url}
            onChange={(text) => change({ url: given(text) })}
          />
        </>
      )}
    </Rows>
  )
}
