import { useSyncExternalStore } from 'react'

/** Whether a media query holds now, for what CSS alone cannot decide. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (tell) => {
      const media = matchMedia(query)
      media.addEventListener('change', tell)
      return () => media.removeEventListener('change', tell)
    },
    () => matchMedia(query).matches,
  )
}

/** Where three columns do not fit: a small screen, or 200 % zoom on a usual one. */
export const narrow = '(max-width: 1000px)'
