import { useTranslation } from 'react-i18next'
import type { Audience } from '../../../../../shared/domain/procedure-parts.ts'
import { ChoiceField, given, More, NumberField, TextField, TickFields, withoutAbsent } from './fields.tsx'

const persons: readonly Audience['persons'][number][] = [
  'natural-national',
  'natural-foreign',
  'legal-private',
  'legal-public',
]
const residences: readonly NonNullable<Audience['residence']>[] = ['registered', 'living-here', 'owner-here']
const groups: readonly Audience['priorityGroups'][number][] = [
  'older',
  'disability',
  'catastrophic-illness',
  'woman-heading-household',
  'homeless',
  'day-earner',
  'poverty',
  'family-with-minors',
]

/** ¿Quién? In words, and as the facts that other catalogues and the food-aid flow read. */
export function AudienceFields(props: { audience: Audience; onChange: (audience: Audience) => void }) {
  const { t } = useTranslation()
  const { audience } = props
  const change = (part: Partial<Audience>) => props.onChange(withoutAbsent({ ...audience, ...part }))
  return (
    <fieldset id="field-audience" className="editor-rows">
      <legend>{t('fact.who')}</legend>
      <TextField
        path="audience.note"
        label={t('editor.audienceNote')}
        value={audience.note}
        onChange={(text) => change({ note: given(text) })}
      />
      <More label={t('editor.moreAudience')}>
        <TickFields
          path="audience.persons"
          label={t('difference.field.persons')}
          chosen={audience.persons}
          options={persons.map((value) => ({ value, label: t(`person.${value}`) }))}
          onChange={(chosen) => change({ persons: chosen })}
        />
        <ChoiceField
          path="audience.residence"
          label={t('difference.field.residence')}
          value={audience.residence}
          none={t('editor.notSaid')}
          options={residences.map((value) => ({ value, label: t(`residence.${value}`) }))}
          onChange={(residence) => change({ residence })}
        />
        <NumberField
          path="audience.ageFrom"
          label={t('difference.field.ageFrom')}
          most={120}
          value={audience.ageFrom}
          onChange={(ageFrom) => change({ ageFrom })}
        />
        <NumberField
          path="audience.ageTo"
          label={t('difference.field.ageTo')}
          most={120}
          value={audience.ageTo}
          onChange={(ageTo) => change({ ageTo })}
        />
        <TickFields
          path="audience.priorityGroups"
          label={t('difference.field.priorityGroups')}
          chosen={audience.priorityGroups}
          options={groups.map((value) => ({ value, label: t(`group.${value}`) }))}
          onChange={(priorityGroups) => change({ priorityGroups })}
        />
      </More>
    </fieldset>
  )
}
