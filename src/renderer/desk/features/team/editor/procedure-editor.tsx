import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Procedure } from '../../../../../shared/domain/procedure.ts'
import { useAnswer } from '../../../app/answers.ts'
import { ProcedureFacts } from '../../../ui/records/procedure-facts.tsx'
import { CostRows } from './cost-rows.tsx'
import './editor.css'
import { ChannelRows, RequirementRows } from './procedure-rows.tsx'
import { DatedFields, linesOf, TextFields, withoutAbsent } from './record-fields.tsx'
import { SpanFields } from './span-fields.tsx'

/** A procedure as its author writes it, with the six facts beside; whoever mounts it keeps the draft. */
export function ProcedureEditor(props: { record: Procedure; save: (record: Procedure) => void }) {
  const { t } = useTranslation()
  const units = useAnswer('catalogue.get', {}).data?.units ?? []
  const [record, setRecord] = useState(props.record)
  const change = (part: Partial<Procedure>) => setRecord({ ...record, ...part })
  const timing = (part: Partial<Procedure['time']>) =>
    change({ time: withoutAbsent({ ...record.time, ...part }) })
  return (
    <form
      className="editor"
      onSubmit={(event) => {
        event.preventDefault()
        props.save(withoutAbsent(record))
      }}
    >
      <div className="editor-fields">
        <TextFields record={record} onChange={change} />
        <NativeSelect
          label={t('record.unit')}
          value={record.unitId}
          data={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          onChange={(event) => change({ unitId: event.currentTarget.value })}
        />
        <TextInput
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
          title={t('editor.maximum')}
          span={record.time.maximum}
          onChange={(maximum) => timing({ maximum })}
        />
        <SpanFields
          title={t('editor.typical')}
          span={record.time.typical}
          onChange={(typical) => timing({ typical })}
        />
        <RequirementRows rows={record.requirements} onChange={(requirements) => change({ requirements })} />
        <ChannelRows rows={record.channels} onChange={(channels) => change({ channels })} />
        <Textarea
          label={t('record.warnings')}
          description={t('editor.onePerLine')}
          rows={2}
          defaultValue={record.guidance.warnings.join('\n')}
          onChange={(event) =>
            change({ guidance: { ...record.guidance, warnings: linesOf(event.currentTarget.value) } })
          }
        />
        <DatedFields record={record} onChange={change} />
        <Button type="submit">{t('editor.save')}</Button>
      </div>
      <section className="editor-preview record" aria-label={t('editor.preview')}>
        <h3>{record.title}</h3>
        <ProcedureFacts procedure={record} />
      </section>
    </form>
  )
}
