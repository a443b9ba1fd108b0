import { Button, FileButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Imported } from '../use-week.ts'

/** The calls of past weeks by half hour; a file that is wrong somewhere says where, and nothing of it comes in. */
export function CallsForm({
  imported,
  onImport,
}: {
  imported: Imported | null
  onImport: (csv: string) => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <p className="quiet">{t('plan.callsFormat')}</p>
      <FileButton
        accept=".csv,text/csv"
        inputProps={{ 'aria-label': t('plan.import') }}
        onChange={(file) => void file?.text().then(onImport)}
      >
        {(button) => (
          <Button variant="default" {...button}>
            {t('plan.import')}
          </Button>
        )}
      </FileButton>
      <output data-testid="imported">
        {imported &&
          (imported.problems.length === 0
            ? t('plan.imported', { rows: imported.rows })
            : t('plan.notImported'))}
      </output>
      {imported && imported.problems.length > 0 && (
        <ul className="violations" data-testid="import-problems">
          {imported.problems.map(({ line, field, rule, detail }) => (
            <li key={`${line} ${field} ${rule}`}>
              {t('plan.problem', {
                line,
                field: t(`plan.fields.${field}`),
                rule: t(`plan.problems.${rule}`, { detail }),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
