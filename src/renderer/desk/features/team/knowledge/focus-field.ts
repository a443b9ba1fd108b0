/** Puts the cursor where a finding points: the field itself, or the nearest part of the form that holds it. */
export function focusField(path: string): void {
  const names = path.split('.')
  for (let count = names.length; count > 0; count--) {
    const found = document.getElementById(`field-${names.slice(0, count).join('.')}`)
    if (!found) continue
    const target = found.matches('fieldset')
      ? found.querySelector<HTMLElement>('input, select, button')
      : found
    target?.focus()
    return
  }
}
