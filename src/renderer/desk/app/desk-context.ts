import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { Contact } from '../../../shared/contract.ts'
import type { InteractionDraft } from '../../../shared/domain/interaction.ts'
import { composeDraft, type DraftMirror } from './draft-mirror.ts'
import type { DeskActions } from './actions.ts'
import { useLink } from './link-context.ts'

export interface DeskParts {
  mirror: DraftMirror
  actions: DeskActions
}

export const DeskContext = createContext<DeskParts | null>(null)

/** The mirror of what is typed and the actions on call and contact, made once per page. */
export function useDesk(): DeskParts {
  const parts = use(DeskContext)
  if (!parts) throw new Error('A screen was drawn outside the desk.')
  return parts
}

/** The contact on the desk now; undefined until the first answer, null when idle. */
export function useContact(): Contact | null | undefined {
  return useQuery(useContactQuestion()).data
}

/** One thing about it: who asks is drawn again only when that changes, not at each of the dozen steps of a call. */
export function useOfContact<T>(pick: (contact: Contact | null) => T): T | undefined {
  return useQuery({ ...useContactQuestion(), select: pick }).data
}

function useContactQuestion(): UseQueryOptions<Contact | null> {
  const link = useLink()
  const { mirror } = useDesk()
  return {
    queryKey: ['contacts.current', {}],
    queryFn: () => mirror.readAfter(() => link.request('contacts.current', {})),
  }
}

/**
 * The draft of this contact as the agent typed it, saved or not. It reads the contact afresh: when the mirror
 * lets go of what was saved, a parent has not drawn the saved one yet, and the field would fall back for a moment.
 */
export function useDraft(contact: Contact): InteractionDraft {
  const { interactionId } = contact.interaction
  const now = useContact()
  const typed = useStore(useDesk().mirror.state, (state) => state.typed[interactionId])
  const { draft } = now?.interaction.interactionId === interactionId ? now.interaction : contact.interaction
  return composeDraft(draft, typed)
}
