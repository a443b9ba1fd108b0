import type { KeyboardEvent } from 'react'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** The twelve keys of a telephone. While it has the focus, digits go to it and not to the script. */
export function KeyGrid({ name, press }: { name: string; press: (key: string) => void }) {
  const onKey = (event: KeyboardEvent) => {
    if (!keys.some((key) => key === event.key) || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    press(event.key)
  }
  return (
    <fieldset className="keypad">
      <legend className="heard-only">{name}</legend>
      {keys.map((key) => (
        <button key={key} type="button" className="keypad-key" onKeyDown={onKey} onClick={() => press(key)}>
          {key}
        </button>
      ))}
    </fieldset>
  )
}
