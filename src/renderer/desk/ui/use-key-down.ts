import { useEffect, useRef, type RefObject } from 'react'

/** Keys pressed anywhere inside of a part of the screen, whichever of its fields or buttons has the focus. */
export function useKeyDown(part: RefObject<HTMLElement | null>, onKey: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKey)
  useEffect(() => {
    latest.current = onKey
  })
  useEffect(() => {
    const element = part.current
    const listen = (event: KeyboardEvent) => latest.current(event)
    element?.addEventListener('keydown', listen)
    return () => element?.removeEventListener('keydown', listen)
  }, [part])
}
