/** Several of a few, as boxes to tick. */
export function ChoiceRow<T extends string | number>({
  legend,
  options,
  chosen,
  onChange,
}: {
  legend: string
  options: readonly { value: T; label: string }[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
}) {
  return (
    <fieldset className="choice-row">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => {
              const on = event.currentTarget.checked
              onChange(
                options.map((one) => one.value).filter((one) => (one === value ? on : chosen.includes(one))),
              )
            }}
          />{' '}
          {label}
        </label>
      ))}
    </fieldset>
  )
}
