import { useTranslation } from 'react-i18next'
import type { Procedure } from '../../../../../shared/domain/procedure.ts'
import { useAnswer } from '../../../app/answers.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'
import { ProcedureText } from '../../../ui/records/procedure-text.tsx'
import { AudienceFields } from './audience-fields.tsx'
import { BenefitRows } from './benefit-rows.tsx'
import { CatalogueFields, StatisticsRows } from './catalogue-fields.tsx'
import { ChannelRows } from './channel-rows.tsx'
import { CostRows } from './cost-rows.tsx'
import { EditorFrame } from './editor-frame.tsx'
import { ChoiceField, withoutAbsent } from './fields.tsx'
import { GuidanceFields } from './guidance-fields.tsx'
import { LawRows } from './law-rows.tsx'
import { DatedFields, TextFields } from './record-fields.tsx'
import { RequirementRows } from './requirement-rows.tsx'
import { ResultFields } from './result-fields.tsx'
import { TimingFields } from './timing-fields.tsx'
import { WayRows } from './way-rows.tsx'

/** A procedure as its author writes it, every field of it, with what the agent will read beside; whoever mounts it keeps the draft. */
export function ProcedureEditor(props: { doc: RecordDoc; onChange: (doc: RecordDoc) => void }) {
  const { t } = useTranslation()
  const catalogue = useAnswer('catalogue.get', {}).data
  const city = useAnswer('session.get', {}).data?.city
  const units = (catalogue?.units ?? []).map(({ unitId, name }) => ({ value: unitId, label: name }))
  const currency = city?.currency ?? 'USD'
  const record = props.doc as unknown as Procedure
  const change = (part: Partial<Procedure>) => props.onChange(withoutAbsent({ ...record, ...part }))
  return (
    <EditorFrame preview={<ProcedurePreview doc={props.doc} />}>
      <TextFields record={record} onChange={change} />
      <ChoiceField
        path="unitId"
        label={t('record.unit')}
        value={record.unitId}
        options={units}
        onChange={(unitId) => change({ unitId: unitId ?? '' })}
      />
      <AudienceFields audience={record.audience} onChange={(audience) => change({ audience })} />
      <ResultFields result={record.result} onChange={(result) => change({ result })} />
      <BenefitRows rows={record.benefits} currency={currency} onChange={(benefits) => change({ benefits })} />
      <CostRows rows={record.cost} currency={currency} onChange={(cost) => change({ cost })} />
      <TimingFields time={record.time} onChange={(time) => change({ time })} />
      <RequirementRows rows={record.requirements} onChange={(requirements) => change({ requirements })} />
      <ChannelRows rows={record.channels} units={units} onChange={(channels) => change({ channels })} />
      <WayRows rows={record.waysThrough} onChange={(waysThrough) => change({ waysThrough })} />
      <LawRows rows={record.law} onChange={(law) => change({ law })} />
      <GuidanceFields guidance={record.guidance} onChange={(guidance) => change({ guidance })} />
      <CatalogueFields record={record} onChange={change} />
      <StatisticsRows rows={record.statistics} onChange={(statistics) => change({ statistics })} />
      <DatedFields record={record} onChange={change} />
    </EditorFrame>
  )
}

export function ProcedurePreview({ doc }: { doc: RecordDoc }) {
  const record = doc as unknown as Procedure
  return (
    <>
      <h3>{record.title}</h3>
      <ProcedureText procedure={record} />
    </>
  )
}
