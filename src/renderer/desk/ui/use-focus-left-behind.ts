import { useLayoutEffect, type RefObject } from 'react'

/** A card that goes away with the key that answered it leaves the keyboard in its column, not at the top of the page. */
export function useFocusLeftBehind(card: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const shown = card.current
    return () => {
      if (shown?.contains(document.activeElement)) shown.closest<HTMLElement>('.column')?.focus()
    }
  }, [card])
}
