import { Kbd, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortcuts } from '../app/shortcuts.ts'

/** The one table of shortcuts, as words: on F1 and in the settings. */
export function ShortcutTable() {
  const { t } = useTranslation()
  return (
    <Table className="shortcut-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('shortcuts.keys')}</Table.Th>
          <Table.Th scope="col">{t('shortcuts.does')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shortcuts.map(({ action, keys }) => (
          <Table.Tr key={keys}>
            <Table.Td>
              <Kbd>{keys}</Kbd>
            </Table.Td>
            <Table.Td>{t(`shortcut.${action}`)}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Td>
            <Kbd>0–9</Kbd>
          </Table.Td>
          <Table.Td>{t('shortcut.choice')}</Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  )
}
