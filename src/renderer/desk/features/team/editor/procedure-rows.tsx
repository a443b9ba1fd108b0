import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Channel, Requirement } from '../../../../../shared/domain/procedure-parts.ts'
import { withoutAbsent } from './record-fields.tsx'
import { Rows } from './rows.tsx'

const paperKinds: readonly Requirement['kind'][] = ['data', 'document', 'declaration', 'prior-act', 'payment']
const channelKinds: readonly Channel['kind'][] = ['online', 'in-person', 'phone', 'email', 'post']

export function RequirementRows(props: {
  rows: readonly Requirement[]
  onChange: (rows: Requirement[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Rows
      id="field-requirements"
      title={t('fact.papers')}
      rows={props.rows}
      fresh={(): Requirement => ({
        requirementId: freeName(props.rows),
        text: '',
        kind: 'document',
        mandatory: true,
        channels: [],
      })}
      onChange={(rows) => props.onChange(rows.map(withoutAbsent))}
    >
      {(paper, change) => (
        <>
          <TextInput
            label={t('editor.paper')}
            required
            value={paper.text}
            onChange={(event) => change({ text: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('editor.kind')}
            value={paper.kind}
            data={paperKinds.map((value) => ({ value, label: t(`editor.papers.${value}`) }))}
            onChange={(event) =>
              change({ kind: paperKinds.find((one) => one === event.currentTarget.value) ?? 'document' })
            }
          />
          <TextInput
            label={t('editor.condition')}
            value={paper.condition ?? ''}
            onChange={(event) => change({ condition: event.currentTarget.value || undefined })}
          />
          <Checkbox
            label={t('editor.mandatory')}
            checked={paper.mandatory}
            onChange={(event) => change({ mandatory: event.currentTarget.checked })}
          />
        </>
      )}
    </Rows>
  )
}

export function ChannelRows(props: { rows: readonly Channel[]; onChange: (rows: Channel[]) => void }) {
  const { t } = useTranslation()
  return (
    <Rows
      id="field-channels"
      title={t('fact.where')}
      rows={props.rows}
      fresh={(): Channel => ({ kind: 'in-person', where: '', offices: [], languages: [] })}
      onChange={(rows) => props.onChange(rows.map(withoutAbsent))}
    >
      {(channel, change) => (
        <>
          <NativeSelect
            label={t('editor.kind')}
            value={channel.kind}
            data={channelKinds.map((value) => ({ value, label: t(`channel.${value}`) }))}
            onChange={(event) =>
              change({ kind: channelKinds.find((one) => one === event.currentTarget.value) ?? 'in-person' })
            }
          />
          <TextInput
            label={t('editor.where')}
            required
            value={channel.where}
            onChange={(event) => change({ where: event.currentTarget.value })}
          />
          <TextInput
            label={t('editor.hours')}
            value={channel.hours ?? ''}
            onChange={(event) => change({ hours: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="url"
            label={t('editor.url')}
            value={channel.url ?? ''}
            onChange={(event) => change({ url: event.currentTarget.value || undefined })}
          />
        </>
      )}
    </Rows>
  )
}

/** The name of a paper stays while it is edited, so that two versions can be told against each other. */
function freeName(rows: readonly Requirement[]): string {
  const taken = new Set(rows.map(({ requirementId }) => requirementId))
  let number = rows.length + 1
  while (taken.has(`r${number}`)) number += 1
  return `r${number}`
}
