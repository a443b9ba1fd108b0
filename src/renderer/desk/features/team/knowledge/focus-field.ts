/** Puts the cursor where a finding points: the field itself, or the nearest part of the form that holds it. */
export function focusField(path: string): void {
  const names = path.split('.')
  for (let count = names.length; count > 0; count--) {
    const place = names.slice(0, count).join('.')
    const found = document.getElementById(`field-${place}`) ?? stepAt(place)
    if (!found) continue
    for (let inner: Element | null = found; inner; inner = inner.parentElement)
      if (inner.matches('details')) inner.setAttribute('open', '')
    const target = found.matches('fieldset, div')
      ? found.querySelector<HTMLElement>('input, select, textarea, button')
      : found
    target?.focus()
    return
  }
}

/** A step of a script, chosen as by its line in the list, so that its form is there. */
function stepAt(place: string): HTMLElement | null {
  const step = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(place)}"]`)
  step?.click()
  return step
}
