import { Kbd } from '@mantine/core'

/** The keys beside a word, for eyes only: a screen reader hears them from `aria-keyshortcuts`. */
export function Keys({ children }: { children: string }) {
  return (
    <Kbd className="keys" aria-hidden="true">
      {children}
    </Kbd>
  )
}
