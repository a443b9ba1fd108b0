import { createStore, type StoreApi } from 'zustand/vanilla'
import type { InteractionDraft } from '../../../shared/domain/interaction.ts'
import type { After } from './link.ts'

/** What was typed and is not yet confirmed as saved; `null` empties an optional field. */
export type Typed = { [F in keyof InteractionDraft]?: InteractionDraft[F] | null }
export type MirrorState = { typed: Record<string, Typed>; saving: boolean }

/**
 * The page's own copy of what is being typed, so that typing waits for nobody. Every change reaches the core
 * within `saveWithinMs`; while the core is gone it stays here and is sent when the core is back.
 */
export interface DraftMirror {
  readonly state: StoreApi<MirrorState>
  type(interactionId: string, change: Typed): void
  /** Sends what is not yet saved. Resolves when the core has it, or could not be reached. */
  flush(): Promise<void>
  /** Writes to one contact never overtake each other: a script's answer waits for what was typed before it. */
  inOrder<T>(write: () => Promise<T>): Promise<T>
  /**
   * What `read` answers, asked again while a write began meanwhile: an older answer must not undo on the screen
   * what has just been saved.
   */
  readAfter<T>(read: () => Promise<T>): Promise<T>
  /** The contact is closed: its draft went with it. */
  forget(interactionId: string): void
}

export interface DraftMirrorDeps {
  save(interactionId: string, draft: InteractionDraft): Promise<unknown>
  /** The draft as the core last told it; undefined when that contact is not known. */
  base(interactionId: string): InteractionDraft | undefined
  /** Told before the typed values are let go, so that no field falls back for a moment. */
  saved(interactionId: string, draft: InteractionDraft): void
  after: After
}

const saveWithinMs = 100

export function createDraftMirror(deps: DraftMirrorDeps): DraftMirror {
  const state = createStore<MirrorState>(() => ({ typed: {}, saving: false }))
  let chain: Promise<unknown> = Promise.resolve()
  let scheduled = false
  let begun = 0

  function inOrder<T>(write: () => Promise<T>): Promise<T> {
    const written = chain.then(() => {
      begun++
      return write()
    })
    chain = written.catch(() => undefined)
    return written
  }

  async function readAfter<T>(read: () => Promise<T>): Promise<T> {
    const before = begun
    const answer = await read()
    return before === begun ? answer : readAfter(read)
  }

  async function saveOne(interactionId: string): Promise<void> {
    const sent = state.getState().typed[interactionId]
    const base = deps.base(interactionId)
    if (!sent || !base) return
    const draft = composeDraft(base, sent)
    await deps.save(interactionId, draft)
    deps.saved(interactionId, draft)
    letGo(interactionId, sent)
  }

  function letGo(interactionId: string, sent: Typed): void {
    state.setState(({ typed }) => {
      const now = typed[interactionId] ?? {}
      const left = Object.fromEntries(
        Object.entries(now).filter(([field, value]) => sent[field as keyof Typed] !== value),
      ) as Typed
      const { [interactionId]: _saved, ...others } = typed
      return { typed: Object.keys(left).length === 0 ? others : { ...others, [interactionId]: left } }
    })
  }

  async function flush(): Promise<void> {
    scheduled = false
    const ids = Object.keys(state.getState().typed)
    state.setState({ saving: ids.length > 0 })
    await Promise.allSettled(ids.map((id) => inOrder(() => saveOne(id))))
    state.setState({ saving: false })
  }

  return {
    state,
    inOrder,
    readAfter,
    flush,
    type(interactionId, change) {
      state.setState(({ typed }) => ({
        typed: { ...typed, [interactionId]: { ...typed[interactionId], ...change } },
      }))
      if (scheduled) return
      scheduled = true
      deps.after(saveWithinMs, () => void flush())
    },
    forget(interactionId) {
      state.setState(({ typed }) => {
        const { [interactionId]: _closed, ...others } = typed
        return { typed: others }
      })
    },
  }
}

/** The draft as the agent sees it: what the core holds, under what is typed. */
export function composeDraft(base: InteractionDraft, typed: Typed | undefined): InteractionDraft {
  const fields = Object.entries({ ...base, ...typed }).filter(([, value]) => value !== null)
  return Object.fromEntries(fields) as InteractionDraft
}
