import { useEffect, useRef } from 'react'
import { show, useScreen, type Screen } from '../../app/screen.ts'

/** An action of the script asked for these fields: the focus comes here, once they are there. */
export function useSought<E extends HTMLElement>(what: NonNullable<Screen['seeks']>) {
  const sought = useScreen((screen) => screen.seeks) === what
  const place = useRef<E>(null)
  useEffect(() => {
    if (!sought || !place.current) return
    place.current.focus()
    show({ seeks: null })
  })
  return place
}
