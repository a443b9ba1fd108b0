import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Requirement } from '../../../../../shared/domain/procedure-parts.ts'
import { channelOptions } from './channel-kinds.ts'
import { ChoiceField, given, More, TextField, TickFields, withoutAbsent } from './fields.tsx'
import { Rows } from './rows.tsx'

const kinds: readonly Requirement['kind'][] = ['data', 'document', 'declaration', 'prior-act', 'payment']
const originals: readonly NonNullable<Requirement['original']>[] = ['original', 'copy', 'either']

/** ¿Con qué papeles? */
export function RequirementRows(props: {
  rows: readonly Requirement[]
  onChange: (rows: Requirement[]) => void
}) {
  const { t } = useTranslation()
  const fresh = (): Requirement => ({
    requirementId: freeName(props.rows),
    text: '',
    kind: 'document',
    mandatory: true,
    channels: [],
  })
  return (
    <Rows
      path="requirements"
      title={t('fact.papers')}
      rows={props.rows}
      fresh={fresh}
      onChange={(rows) => props.onChange(rows.map(withoutAbsent))}
    >
      {(paper, change, at) => (
        <>
          <TextField
            path={`${at}.text`}
            label={t('editor.paper')}
            required
            value={paper.text}
            onChange={(text) => change({ text })}
          />
          <ChoiceField
            path={`${at}.kind`}
            label={t('editor.kind')}
            value={paper.kind}
            options={kinds.map((value) => ({ value, label: t(`editor.papers.${value}`) }))}
            onChange={(kind) => change({ kind: kind ?? 'document' })}
          />
          <TextField
            path={`${at}.condition`}
            label={t('editor.condition')}
            value={paper.condition}
            onChange={(text) => change({ condition: given(text) })}
          />
          <Checkbox
            id={`field-${at}.mandatory`}
            label={t('editor.mandatory')}
            checked={paper.mandatory}
            onChange={(event) => change({ mandatory: event.currentTarget.checked })}
          />
          <More label={t('editor.morePaper')}>
            <ChoiceField
              path={`${at}.original`}
              label={t('difference.field.original')}
              value={paper.original}
              none={t('editor.notSaid')}
              options={originals.map((value) => ({ value, label: t(`paper.${value}`) }))}
              onChange={(original) => change({ original })}
            />
            <TextField
              path={`${at}.heldBy`}
              label={t('editor.heldBy')}
              value={paper.heldBy}
              onChange={(text) => change({ heldBy: given(text) })}
            />
            <TextField
              path={`${at}.form.number`}
              label={t('editor.formNumber')}
              value={paper.form?.number}
              onChange={(text) => change({ form: formOf({ ...paper.form, number: given(text) }) })}
            />
            <TextField
              path={`${at}.form.url`}
              type="url"
              label={t('editor.formUrl')}
              value={paper.form?.url}
              onChange={(text) => change({ form: formOf({ ...paper.form, url: given(text) }) })}
            />
            <TextField
              path={`${at}.law`}
              label={t('record.law')}
              value={paper.law}
              onChange={(text) => change({ law: given(text) })}
            />
            <TickFields
              path={`${at}.channels`}
              label={t('editor.onlyBy')}
              chosen={paper.channels}
              options={channelOptions(t)}
              onChange={(channels) => change({ channels })}
            />
          </More>
        </>
      )}
    </Rows>
  )
}

function formOf(form: NonNullable<Requirement['form']>): Requirement['form'] {
  const written = withoutAbsent(form)
  return Object.keys(written).length === 0 ? undefined : written
}

/** The name of a paper stays while it is edited, so that two versions can be told against each other. */
function freeName(rows: readonly Requirement[]): string {
  const taken = new Set(rows.map(({ requirementId }) => requirementId))
  let number = rows.length + 1
  while (taken.has(`r${number}`)) number += 1
  return `r${number}`
}
