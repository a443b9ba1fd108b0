import { z } from 'zod'
import { Code, Id, Instant } from '../basics.ts'
import { EditableEntity } from './record.ts'

/**
 *   writing ──submit──▶ in-review ──approve──▶ approved ──publish──▶ published
 *      ▲  ◀───refuse (also approved, scheduled)─┘  │  └─at a time──▶ scheduled ──its time──▶ published
 *      └────────edit (from any before publishing)  └─team first──▶ with-team ──to all──▶ published
 *   Any of them before `published` can be discarded; from `with-team` that takes it back from the team.
 */
export const DraftPhase = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('writing'),
    refusal: z.object({ by: Code, at: Instant, reason: z.string() }).optional(),
  }),
  z.object({ name: z.literal('in-review'), by: Code, at: Instant }),
  z.object({ name: z.literal('approved'), by: Code, at: Instant }),
  z.object({ name: z.literal('scheduled'), by: Code, approvedBy: Code, publishAt: Instant }),
  z.object({ name: z.literal('with-team'), by: Code, team: Code, version: z.number().int(), at: Instant }),
  z.object({ name: z.literal('published'), by: Code, version: z.number().int(), at: Instant }),
  z.object({ name: z.literal('discarded'), by: Code, at: Instant }),
])
export type DraftPhase = z.infer<typeof DraftPhase>

/** A record that somebody is writing. `doc` may be half of one: it is checked before review, never before saving. */
export const Draft = z.object({
  draftId: Id,
  entity: EditableEntity,
  id: Code,
  doc: z.record(z.string(), z.unknown()),
  /** The version it was begun from; 0 for a new record. */
  baseVersion: z.number().int().nonnegative(),
  /** Everybody who wrote in it: none of them may approve it. */
  authors: z.array(Code).min(1),
  /** Whose words these are and since when: who writes on must have seen them, or they would be lost. */
  written: z.object({ by: Code, at: Instant }).optional(),
  phase: DraftPhase,
  createdAt: Instant,
  changedAt: Instant,
})
export type Draft = z.infer<typeof Draft>

export type DraftEvent =
  | { readonly kind: 'edit'; readonly doc: Draft['doc'] }
  | { readonly kind: 'submit' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'refuse'; readonly reason: string }
  | { readonly kind: 'schedule'; readonly publishAt: string }
  | { readonly kind: 'give-to-team'; readonly team: string; readonly version: number }
  | { readonly kind: 'publish'; readonly version: number }
  | { readonly kind: 'discard' }

/** Why an event does not fit: `own-work` is the rule of the second person, the rest is about the order. */
export type DraftRefusal = 'own-work' | 'wrong-phase' | 'too-late'

/** The only place that says what may follow what. Pure: who may ask at all is the route's matter. */
export function advanceDraft(draft: Draft, event: DraftEvent, by: string, at: string): Draft | DraftRefusal {
  const { phase } = draft
  const to = (next: DraftPhase, change: Partial<Draft> = {}): Draft => ({
    ...draft,
    ...change,
    phase: next,
    changedAt: at,
  })
  switch (event.kind) {
    case 'edit': {
      if (!isOpen(phase) || phase.name === 'with-team') return 'wrong-phase'
      const authors = draft.authors.includes(by) ? draft.authors : [...draft.authors, by]
      const refusal = phase.name === 'writing' ? phase.refusal : undefined
      const change = { doc: event.doc, authors, written: { by, at } }
      return to({ name: 'writing', ...(refusal && { refusal }) }, change)
    }
    case 'submit':
      return phase.name === 'writing' ? to({ name: 'in-review', by, at }) : 'wrong-phase'
    case 'approve':
      if (phase.name !== 'in-review') return 'wrong-phase'
      return draft.authors.includes(by) ? 'own-work' : to({ name: 'approved', by, at })
    case 'refuse':
      if (phase.name !== 'in-review' && phase.name !== 'approved' && phase.name !== 'scheduled')
        return 'wrong-phase'
      return to({ name: 'writing', refusal: { by, at, reason: event.reason } })
    case 'schedule':
      if (phase.name !== 'approved') return 'wrong-phase'
      if (Date.parse(event.publishAt) <= Date.parse(at)) return 'too-late'
      return to({ name: 'scheduled', by, approvedBy: phase.by, publishAt: event.publishAt })
    case 'give-to-team':
      if (phase.name !== 'approved') return 'wrong-phase'
      return to({ name: 'with-team', by, team: event.team, version: event.version, at })
    case 'publish':
      if (phase.name === 'with-team' && phase.version !== event.version) return 'wrong-phase'
      if (phase.name !== 'approved' && phase.name !== 'scheduled' && phase.name !== 'with-team')
        return 'wrong-phase'
      return to({ name: 'published', by, version: event.version, at })
    case 'discard':
      return isOpen(phase) ? to({ name: 'discarded', by, at }) : 'wrong-phase'
  }
}

/** Whether anything can still become of it. */
export function isOpen(phase: DraftPhase): boolean {
  return phase.name !== 'published' && phase.name !== 'discarded'
}
