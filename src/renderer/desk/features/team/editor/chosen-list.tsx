import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Other records that this one names: chosen by their titles, kept by their names, also one that is not known here. */
export function ChosenList(props: {
  path: string
  title: string
  chosen: readonly string[]
  options: readonly { value: string; label: string }[]
  onChange: (chosen: string[]) => void
}) {
  const { t } = useTranslation()
  const { path, title, chosen, options, onChange } = props
  const free = options.filter(({ value }) => !chosen.includes(value))
  return (
    <fieldset id={`field-${path}`} className="editor-rows">
      <legend>{title}</legend>
      {chosen.map((name, index) => (
        <div key={name} className="editor-row">
          <span>{options.find(({ value }) => value === name)?.label ?? name}</span>
          <Button
            size="xs"
            variant="default"
            aria-label={t('editor.removeFrom', { number: index + 1, list: title })}
            onClick={() => onChange(chosen.filter((one) => one !== name))}
          >
            {t('editor.remove')}
          </Button>
        </div>
      ))}
      {free.length > 0 && (
        <NativeSelect
          label={t('editor.addTo', { list: title })}
          value=""
          data={[{ value: '', label: '–' }, ...free]}
          onChange={(event) => {
            if (event.currentTarget.value !== '') onChange([...chosen, event.currentTarget.value])
          }}
        />
      )}
    </fieldset>
  )
}
