import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ContractRequests, KnowledgeWork } from '../../../../../shared/contract.ts'
import { toDeskError, type DeskErrorCode } from '../../../../../shared/errors.ts'
import type { After, DeskLink } from '../../../app/link.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'

export type WhichRecord = ContractRequests['publishing.open']['input']

/** A record as it stands on the page. */
export interface WorkState {
  readonly work: KnowledgeWork | null
  /** The words before the lead: what he types is here before anybody else has it. */
  readonly doc: RecordDoc
  /** Another number when other words were put before the lead than the ones he typed. */
  readonly generation: number
  readonly failed: DeskErrorCode | null
}

export interface OpenWork {
  readonly state: StoreApi<WorkState>
  /** Reads the record and follows what becomes of it. Answers how to stop, which keeps what was typed first. */
  start(): () => void
  change(doc: RecordDoc): void
  /** An action about the words that are seen: they are kept first. */
  act(action: () => Promise<KnowledgeWork>): Promise<void>
}

const keepWithinMs = 100
const keepAgainAfterMs = 1000

/** What is typed reaches the core within `keepWithinMs`; while the core is gone it stays here and is tried again. */
export function openWork(link: DeskLink, which: WhichRecord, after: After): OpenWork {
  const state = createStore<WorkState>(() => ({ work: null, doc: {}, generation: 0, failed: null }))
  let typed: RecordDoc | undefined
  let waiting = false

  function keepLater(afterMs: number): void {
    if (waiting) return
    waiting = true
    after(afterMs, () => {
      waiting = false
      void keep()
    })
  }

  async function keep(): Promise<void> {
    const { work } = state.getState()
    const doc = typed
    if (!doc || !work) return
    typed = undefined
    await link.request('publishing.keep', { ...which, doc: { ...doc }, base: work.base }).catch(() => {
      typed ??= doc
      keepLater(keepAgainAfterMs)
    })
  }

  async function act(action: () => Promise<KnowledgeWork>): Promise<void> {
    state.setState({ failed: null })
    try {
      await keep()
      const work = await action()
      if (typed) follow(work)
      else state.setState(({ generation }) => ({ work, doc: work.doc, generation: generation + 1 }))
    } catch (thrown) {
      state.setState({ failed: toDeskError(thrown).code })
    }
  }

  /** What the core says of the words, without touching them while somebody types. */
  function follow(work: KnowledgeWork): void {
    state.setState({ work: typed ? { ...work, kept: 'here' } : work })
  }

  return {
    state,
    act,
    start() {
      void act(() => link.request('publishing.open', which))
      const stop = link.on('publishing.changed', (changed) => {
        if (changed.entity === which.entity && changed.id === which.id)
          void link.request('publishing.work', which).then(follow, () => undefined)
      })
      return () => {
        stop()
        void keep()
      }
    },
    change(doc) {
      const { work } = state.getState()
      if (!work) return
      typed = doc
      state.setState({ doc, work: { ...work, kept: 'here' } })
      keepLater(keepWithinMs)
    },
  }
}
