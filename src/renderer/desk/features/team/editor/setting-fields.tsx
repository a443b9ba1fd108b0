import { useTranslation } from 'react-i18next'
import type { Disposition } from '../../../../../shared/domain/disposition.ts'
import type { Rule, RuleOf, WorkFunction } from '../../../../../shared/domain/shifts/rules.ts'
import { dispositions } from '../../../ui/dispositions.ts'
import { NumberField, TextField, TickFields } from './fields.tsx'
import { Rows } from './rows.tsx'

type Settings = Rule['settings']
type Tier = RuleOf<'F-SHIFT'>['settings']['tiers'][number]
type ByFunction = Partial<Record<WorkFunction, number | null>>

const functions: readonly WorkFunction[] = [
  'phone',
  'priority-phone',
  'relay',
  'callbacks',
  'email',
  'social',
  'appointments',
  'back-office',
  'training',
]

/** A field for each number of a rule. One that was emptied is null: the checks say whether the rule can do without. */
export function SettingFields(props: {
  at: string
  settings: Settings
  onChange: (settings: Settings) => void
}) {
  const { at, settings, onChange } = props
  return (
    <div className="editor-row">
      {Object.entries(settings).map(([name, value]) => (
        <SettingField
          key={name}
          name={name}
          path={`${at}.${name}`}
          value={value}
          onChange={(changed) => onChange({ ...settings, [name]: changed } as Settings)}
        />
      ))}
    </div>
  )
}

function SettingField(props: {
  name: string
  path: string
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { t } = useTranslation()
  const { name, path, value, onChange } = props
  // Of a record `hours` are those of an office; a rule's are a number.
  const label = name === 'hours' ? t('editor.ruleHours') : t(`difference.field.${name}`)
  switch (name) {
    case 'from':
    case 'to':
      return (
        <TextField
          path={path}
          type="time"
          label={label}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => onChange(text === '' ? null : text)}
        />
      )
    case 'tiers':
      return <TierRows path={path} tiers={value as readonly Tier[]} onChange={onChange} />
    case 'dispositions':
      return (
        <TickFields
          path={path}
          label={label}
          chosen={value as readonly Disposition[]}
          options={dispositions.map((one) => ({ value: one, label: t(`disposition.${one}`) }))}
          onChange={onChange}
        />
      )
    case 'maxMinutes':
    case 'weights':
      return <FunctionFields path={path} label={label} numbers={value as ByFunction} onChange={onChange} />
    default:
      return (
        <NumberField
          path={path}
          label={label}
          most={10_000}
          step="any"
          value={typeof value === 'number' ? value : undefined}
          onChange={(number) => onChange(number ?? null)}
        />
      )
  }
}

function TierRows(props: { path: string; tiers: readonly Tier[]; onChange: (tiers: Tier[]) => void }) {
  const { t } = useTranslation()
  return (
    <Rows
      path={props.path}
      title={t('difference.field.tiers')}
      rows={props.tiers}
      fresh={(): Tier => ({ fromHours: 8, minutes: 30 })}
      onChange={props.onChange}
    >
      {(tier, change, at) => (
        <>
          <NumberField
            path={`${at}.fromHours`}
            label={t('difference.field.fromHours')}
            most={168}
            step="any"
            value={tier.fromHours}
            onChange={(fromHours = 0) => change({ fromHours })}
          />
          <NumberField
            path={`${at}.minutes`}
            label={t('difference.field.minutes')}
            most={1440}
            value={tier.minutes}
            onChange={(minutes = 0) => change({ minutes })}
          />
        </>
      )}
    </Rows>
  )
}

/** A function without a number has no limit, or no weight of its own. */
function FunctionFields(props: {
  path: string
  label: string
  numbers: ByFunction
  onChange: (numbers: ByFunction) => void
}) {
  const { t } = useTranslation()
  const { path, label, numbers, onChange } = props
  return (
    <fieldset id={`field-${path}`} className="editor-rows">
      <legend>{label}</legend>
      <div className="editor-row">
        {functions.map((one) => (
          <NumberField
            key={one}
            path={`${path}.${one}`}
            label={t(`activity.${one}`)}
            most={1440}
            step="any"
            value={numbers[one] ?? undefined}
            onChange={(number) => {
              const { [one]: _, ...others } = numbers
              onChange(number === undefined ? others : { ...numbers, [one]: number })
            }}
          />
        ))}
      </div>
    </fieldset>
  )
}
