import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useLink } from '../../app/link-context.ts'
import { Section } from '../../ui/section.tsx'

type What = ContractRequests['shift.report']['input']['what']
const reports: readonly What[] = ['hard-contact', 'hoarse', 'acoustic-shock', 'overtime', 'topics-back']

/** What no machine can know: only the agent says it, and nobody asks why. */
export function OwnReports() {
  const { t } = useTranslation()
  const link = useLink()
  const [said, setSaid] = useState<What | 'failed'>()
  return (
    <Section heading="h2" title={t('shift.tell')}>
      <div className="own-reports">
        {reports.map((what) => (
          <Button
            key={what}
            variant="default"
            onClick={() =>
              link.request('shift.report', { what }).then(
                () => setSaid(what),
                () => setSaid('failed'),
              )
            }
          >
            {t(`shift.report.${what}`)}
          </Button>
        ))}
      </div>
      <output>{said === undefined ? '' : said === 'failed' ? t('prompt.failed') : t('shift.noted')}</output>
    </Section>
  )
}
