import { createContext, use } from 'react'
import type { DeskLink } from './link.ts'

export const LinkContext = createContext<DeskLink | null>(null)

/** For actions of a screen; what a screen reads comes by `useAnswer`. */
export function useLink(): DeskLink {
  const link = use(LinkContext)
  if (!link) throw new Error('A screen was drawn outside the desk.')
  return link
}
