import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Procedure } from '../../../../../shared/domain/procedure.ts'
import { useAnswer } from '../../../app/answers.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'
import { ProcedureFacts } from '../../../ui/records/procedure-facts.tsx'
import { CostRows } from './cost-rows.tsx'
import { EditorFrame } from './editor-frame.tsx'
import { ChannelRows, RequirementRows } from './procedure-rows.tsx'
import { DatedFields, linesOf, TextFields, withoutAbsent } from './record-fields.tsx'
import { SpanFields } from './span-fields.tsx'

/** A procedure as its author writes it, with the six facts beside; whoever mounts it keeps the draft. */
export function ProcedureEditor(props: { doc: RecordDoc; onChange: (doc: RecordDoc) => void }) {
  const { t } = useTranslation()
  const units = useAnswer('catalogue.get', {}).data?.units ?? []
  const record = props.doc as unknown as Procedure
  const change = (part: Partial<Procedure>) => props.onChange(withoutAbsent({ ...record, ...part }))
  const timing = (part: Partial<Procedure['time']>) =>
    change({ time: withoutAbsent({ ...record.time, ...part }) })
  return (
    <EditorFrame preview={<ProcedurePreview doc={props.doc} />}>
      <TextFields record={record} onChange={change} />
      <NativeSelect
        id="field-unitId"
        label={t('record.unit')}
        value={record.unitId}
        data={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
        onChange={(event) => change({ unitId: event.currentTarget.value })}
      />
      <TextInput
        id="field-audience"
        label={t('fact.who')}
        value={record.audience.note ?? ''}
        maxLength={1000}
        onChange={(event) =>
          change({
            audience: withoutAbsent({ ...record.audience, note: event.currentTarget.value || undefined }),
          })
        }
      />
      <TextInput
        id="field-result"
        label={t('record.result')}
        value={record.result?.text ?? ''}
        maxLength={1000}
        onChange={(event) => {
          const text = event.currentTarget.value
          change({ result: text === '' ? undefined : { ...record.result, text } })
        }}
      />
      <CostRows rows={record.cost} onChange={(cost) => change({ cost })} />
      <SpanFields
        id="field-time.maximum"
        title={t('editor.maximum')}
        span={record.time.maximum}
        onChange={(maximum) => timing({ maximum })}
      />
      <SpanFields
        id="field-time"
        title={t('editor.typical')}
        span={record.time.typical}
        onChange={(typical) => timing({ typical })}
      />
      <RequirementRows rows={record.requirements} onChange={(requirements) => change({ requirements })} />
      <ChannelRows rows={record.channels} onChange={(channels) => change({ channels })} />
      <Textarea
        id="field-guidance"
        label={t('record.warnings')}
        description={t('editor.onePerLine')}
        rows={2}
        defaultValue={record.guidance.warnings.join('\n')}
        onChange={(event) =>
          change({ guidance: { ...record.guidance, warnings: linesOf(event.currentTarget.value) } })
        }
      />
      <DatedFields record={record} onChange={change} />
    </EditorFrame>
  )
}

export function ProcedurePreview({ doc }: { doc: RecordDoc }) {
  const record = doc as unknown as Procedure
  return (
    <>
      <h3>{record.title}</h3>
      <ProcedureFacts procedure={record} />
    </>
  )
}
