import { z } from 'zod'
import { WorkBase } from '../../../shared/contract.ts'
import { Code, Instant } from '../../../shared/domain/basics.ts'
import { EditableEntity } from '../../../shared/domain/publishing/record.ts'
import type { Remembered } from '../../db/remembered.ts'

/** What a lead typed and the backend does not have yet. `number` tells one state of it from the next. */
export const Unsent = z.object({
  entity: EditableEntity,
  id: Code,
  agentId: Code,
  doc: z.record(z.string(), z.unknown()),
  base: WorkBase,
  at: Instant,
  number: z.number().int(),
})
export type Unsent = z.infer<typeof Unsent>

export interface UnsentWords {
  all(): Unsent[]
  one(entity: string, id: string): Unsent | undefined
  keep(words: Omit<Unsent, 'number'>): void
  /** The backend has them: gone if nothing was typed since, else to be sent on top of what it has now. */
  received(sent: Unsent, seen: string | null): void
  drop(entity: string, id: string): void
}

const name = 'publishing-unsent'

/** Kept by who typed them: nobody's words are sent in another's name on a shared desk. */
export function createUnsentWords(remembered: Remembered, agentId: () => string | undefined): UnsentWords {
  const everybody = () => remembered.read(name, z.array(Unsent)) ?? []
  const mine = () => everybody().filter((each) => each.agentId === agentId())
  const isNamed = (entity: string, id: string) => (each: Unsent) =>
    each.entity === entity && each.id === id && each.agentId === agentId()

  function write(entity: string, id: string, words: Unsent | undefined): void {
    const others = everybody().filter((each) => !isNamed(entity, id)(each))
    remembered.write(name, words === undefined ? others : [...others, words])
  }
  const one = (entity: string, id: string) => mine().find(isNamed(entity, id))

  return {
    all: mine,
    one,
    keep(words) {
      const { entity, id } = words
      const before = one(entity, id)
      // Who types on does not yet know what became of the words before; this desk does.
      const base = before?.base.draftId === words.base.draftId ? before.base : words.base
      write(entity, id, { ...words, base, number: (before?.number ?? 0) + 1 })
    },
    received(sent, seen) {
      const now = one(sent.entity, sent.id)
      if (!now) return
      const next = now.number === sent.number ? undefined : { ...now, base: { ...now.base, seen } }
      write(sent.entity, sent.id, next)
    },
    drop: (entity, id) => write(entity, id, undefined),
  }
}
