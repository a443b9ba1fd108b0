import { useEffect, type RefObject } from 'react'
import { useScreen } from '../../app/screen.ts'
import { isTyping } from '../../app/shortcuts.ts'

export interface StepKeys {
  digit: (key: string) => void
  /** The step's first action is 1. */
  action: (place: number) => void
  enter: () => void
  back: () => void
}

/**
 * 1–9 and 0 answer, Shift with 1–4 takes an action, Enter goes on, Backspace goes back: from anywhere but a field, and never under an open
 * window. In a one-line field Enter goes on too. `within` keeps them to one part of the page.
 */
export function useStepKeys(within: RefObject<HTMLElement | null> | undefined, keys: StepKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { overlay, emergency } = useScreen.getState()
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (overlay !== null || emergency || event.defaultPrevented) return
      const { target } = event
      if (event.shiftKey) {
        // `code` and not `key`: the digit's place, whatever the layout writes with Shift.
        const place = /^Digit([1-4])$/.exec(event.code)?.[1]
        if (place !== undefined && !isTyping(target) && belongs(target, within)) {
          event.preventDefault()
          keys.action(Number(place))
        }
        return
      }
      const inside = target instanceof HTMLElement && target.closest('.running') !== null
      if (!belongs(target, within)) return
      if (event.key === 'Enter' && goesOn(target, inside)) {
        event.preventDefault()
        keys.enter()
      }
      if (isTyping(target)) return
      if (/^[0-9]$/.test(event.key)) keys.digit(event.key)
      if (event.key === 'Backspace') keys.back()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

function belongs(target: EventTarget | null, within: RefObject<HTMLElement | null> | undefined): boolean {
  return !within || (target instanceof Node && within.current?.contains(target) === true)
}

/** Enter on a button is that button's, and in a long text a new line. Elsewhere on the desk it is not ours. */
function goesOn(target: EventTarget | null, inside: boolean): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (inside) return target.tagName === 'INPUT' || (!isTyping(target) && target.closest('button, a') === null)
  return target.id === 'script-region'
}
