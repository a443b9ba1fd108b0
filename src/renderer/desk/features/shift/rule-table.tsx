import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ShiftLedger } from '../../../../shared/contract.ts'
import { Section } from '../../ui/section.tsx'

/** Every rule in words, with its source, and whether anybody has read that source in full. */
export function RuleTable({ rules, profile }: Pick<ShiftLedger, 'rules' | 'profile'>) {
  const { t } = useTranslation()
  return (
    <Section heading="h2" title={t('rules.title')} testId="shift-rules">
      <p className="quiet">
        {t('rules.profile', {
          name: profile.name,
          version: profile.version,
          interpolation: { escapeValue: false },
        })}
      </p>
      <Table className="rule-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('rules.rule')}</Table.Th>
            <Table.Th scope="col">{t('rules.why')}</Table.Th>
            <Table.Th scope="col">{t('rules.source')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rules.map((rule) => (
            <Table.Tr key={rule.ruleId}>
              <Table.Th scope="row">
                {rule.title}
                <span className="quiet rule-code">
                  {rule.ruleId} {rule.enabled ? '' : t('rules.off')}
                </span>
              </Table.Th>
              <Table.Td>{rule.why}</Table.Td>
              <Table.Td>
                {rule.source} {rule.verified ? '' : t('rules.unverified')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}
