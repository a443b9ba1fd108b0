import { NativeSelect, Table, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { lineStates, lineWords, statesOf, type Line, type Overview, type Telling } from './knowledge-state.ts'
import type { WhichRecord } from './open-work.ts'

const kinds: readonly Line['entity'][] = ['article', 'procedure', 'script', 'rules']
/** As many as one scrolls through; beyond them it is quicker to say a word. */
const mostLines = 200

/** What the list is narrowed to; it outlives a record that was opened from it. */
export interface ListFilter {
  readonly words: string
  readonly kind: string
  readonly state: string
}

export const everything: ListFilter = { words: '', kind: '', state: '' }

/** Every record with its state in words, narrowed by words, kind and state. */
export function KnowledgeList(props: {
  overview: Overview
  telling: Telling
  filter: ListFilter
  onFilter: (filter: ListFilter) => void
  onOpen: (which: WhichRecord) => void
}) {
  const { t } = useTranslation()
  const { overview, telling } = props
  const { words, kind, state } = props.filter
  const narrow = (part: Partial<ListFilter>) => props.onFilter({ ...props.filter, ...part })
  const found = overview.lines.filter(
    (line) =>
      (kind === '' || line.entity === kind) &&
      (state === '' || statesOf(line, overview.today).some((each) => each === state)) &&
      plain(words)
        .split(/\s+/)
        .every((word) => plain(`${line.title} ${line.id}`).includes(word)),
  )
  return (
    <section aria-label={t('knowledge.list')}>
      <div className="knowledge-tools">
        <TextInput
          label={t('knowledge.words')}
          value={words}
          maxLength={100}
          onChange={(event) => narrow({ words: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('knowledge.kindLabel')}
          value={kind}
          data={[
            { value: '', label: t('knowledge.all') },
            ...kinds.map((value) => ({ value, label: t(`knowledge.kind.${value}`) })),
          ]}
          onChange={(event) => narrow({ kind: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('knowledge.stateLabel')}
          value={state}
          data={[
            { value: '', label: t('knowledge.all') },
            ...lineStates.map((value) => ({ value, label: t(`knowledge.state.${value}`) })),
          ]}
          onChange={(event) => narrow({ state: event.currentTarget.value })}
        />
        <output>{t('knowledge.found', { count: found.length })}</output>
      </div>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('knowledge.record')}</Table.Th>
            <Table.Th>{t('knowledge.kindLabel')}</Table.Th>
            <Table.Th>{t('knowledge.inUse')}</Table.Th>
            <Table.Th>{t('knowledge.stateLabel')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.slice(0, mostLines).map((line) => (
            <Table.Tr key={`${line.entity} ${line.id}`}>
              <Table.Td>
                <button
                  type="button"
                  className="knowledge-open"
                  onClick={() => props.onOpen({ entity: line.entity, id: line.id })}
                >
                  {line.title}
                </button>
              </Table.Td>
              <Table.Td>{t(`knowledge.kind.${line.entity}`)}</Table.Td>
              <Table.Td>
                {line.version === 0
                  ? t('knowledge.never')
                  : t('script.versionShort', { version: line.version })}
              </Table.Td>
              <Table.Td>{lineWords(line, overview.today, telling).join(' · ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {found.length > mostLines && (
        <p className="quiet">{t('knowledge.more', { count: found.length - mostLines })}</p>
      )}
    </section>
  )
}

/** As one types it in a hurry: without accents and capitals. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
