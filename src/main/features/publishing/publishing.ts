import { z } from 'zod'
import type { KnowledgeWork } from '../../../shared/contract.ts'
import { blankRecord, freeName } from '../../../shared/domain/publishing/blank-record.ts'
import { Manifest } from '../../../shared/domain/publishing/bundle.ts'
import { titleOf, type EditableEntity } from '../../../shared/domain/publishing/record.ts'
import { draftFrom } from '../../../shared/domain/scripts/draft-from.ts'
import { DeskError, toDeskError } from '../../../shared/errors.ts'
import {
  DifferenceList,
  DraftView,
  ImportedDrafts,
  KnowledgeOverview,
  publishingPaths,
  Readers,
  RecordHistory,
} from '../../../shared/publishing-api.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import { refuseCardNumber } from '../../refuse-card-number.ts'
import type { Clock } from '../../shell.ts'
import type { AskBackend } from '../../sync/backend-client.ts'
import { createUnsentWords, type Unsent } from './unsent-words.ts'
import { baseOn, unknownHistory, workView, type OpenedRecord } from './work-view.ts'

export interface PublishingDeps {
  rows: CacheRows
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  language: () => 'es' | 'en'
  today: () => string
  ask: AskBackend
  onChanged: (which: Which) => void
}

export interface Publishing {
  readonly handlers: HandlersOf<'publishing'>
  stop(): void
}

interface Which {
  readonly entity: EditableEntity
  readonly id: string
}

/** A moment after the last letter: the backend checks every draft it gets among everything else. */
const sendAfterMs = 1000
const sendAgainAfterMs = 15_000

/** What team leads write and decide. What is typed is kept here first; everything else is the backend's word. */
export function createPublishing(deps: PublishingDeps): Publishing {
  const { rows, clock, newId } = deps
  const unsent = createUnsentWords(rows.remembered, deps.agentId)
  const opened = new Map<string, OpenedRecord>()
  const turns = new Map<string, Promise<void>>()
  const timers = new Map<string, () => void>()

  /** `ask`, with the language of those words that are whole sentences. */
  const query = (path: string, values: Record<string, string | number> = {}) =>
    `${path}?${new URLSearchParams({
      ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])),
      language: deps.language(),
    }).toString()}`

  function openedAs(which: Which, change: Partial<OpenedRecord>): OpenedRecord {
    const { entity, id } = which
    const before = opened.get(nameOf(which))
    const freshDraftId = before?.freshDraftId ?? newId()
    const fresh = { entity, id, history: unknownHistory, online: true, freshDraftId, refusal: undefined }
    const next = { ...fresh, ...before, ...change }
    opened.set(nameOf(which), next)
    return next
  }
  const viewOf = (which: Which): KnowledgeWork => {
    const known = opened.get(nameOf(which))
    if (!known) throw new DeskError('not-found', `${which.id} is not open.`)
    return workView(known, unsent.one(which.entity, which.id))
  }

  /** Asks what stands; with the cable out what is only here can still be worked on. */
  async function look(which: Which): Promise<void> {
    const { entity, id } = which
    try {
      const path = query(publishingPaths.record, { entity, id })
      openedAs(which, {
        history: await deps.ask({ method: 'GET', path, reply: RecordHistory }),
        online: true,
      })
    } catch (thrown) {
      const error = toDeskError(thrown)
      if (error.code !== 'unavailable' || !(opened.has(nameOf(which)) || unsent.one(entity, id))) throw error
      openedAs(which, { online: false })
    }
  }

  /** One after another for each record, so that older words never come after newer ones. */
  function send(which: Which): Promise<void> {
    timers.get(nameOf(which))?.()
    const turn = (turns.get(nameOf(which)) ?? Promise.resolve()).then(() => sendNow(which))
    turns.set(nameOf(which), turn)
    return turn
  }

  async function sendNow(which: Which): Promise<void> {
    const words = unsent.one(which.entity, which.id)
    if (!words || opened.get(nameOf(which))?.refusal !== undefined) return
    const { entity, id, doc, base } = words
    try {
      const open = await deps.ask({
        method: 'PUT',
        path: query(`${publishingPaths.draft}/${base.draftId}`),
        body: { entity, id, doc, baseVersion: base.baseVersion, seen: base.seen },
        reply: DraftView,
      })
      unsent.received(words, open.draft.written?.at ?? null)
      const history = opened.get(nameOf(which))?.history ?? unknownHistory
      openedAs(which, { history: { ...history, open }, online: true })
      if (unsent.one(entity, id)) sendLater(which, sendAfterMs)
    } catch (thrown) {
      await notSent(which, toDeskError(thrown))
    }
    deps.onChanged(which)
  }

  async function notSent(which: Which, error: DeskError): Promise<void> {
    switch (error.code) {
      case 'unavailable':
      case 'unauthorised':
      case 'busy':
        openedAs(which, { online: false })
        return sendLater(which, sendAgainAfterMs)
      case 'conflict':
        await look(which)
        return void openedAs(which, { refusal: 'conflict' })
      default:
        openedAs(which, { refusal: { why: error.message } })
    }
  }

  function sendLater(which: Which, afterMs: number): void {
    timers.get(nameOf(which))?.()
    timers.set(
      nameOf(which),
      clock.after(afterMs, () => void send(which)),
    )
  }

  function begin(which: Which, doc: Unsent['doc']): Which {
    const agentId = deps.agentId()
    if (agentId === undefined) throw new DeskError('unauthorised', 'Sign in first.')
    const base = { draftId: newId(), baseVersion: 0, seen: null }
    unsent.keep({ ...which, agentId, doc, base, at: new Date(clock.now()).toISOString() })
    void send(which)
    return which
  }

  const isTaken = (entity: EditableEntity) => (id: string) =>
    rows.knowledge.one(entity, id) !== undefined || unsent.one(entity, id) !== undefined

  /** The words that are here, on another base: what a conflict and an outdated base end with. */
  async function goOn(which: Which, doc: Unsent['doc'], base: Unsent['base']): Promise<KnowledgeWork> {
    const agentId = deps.agentId() ?? ''
    unsent.drop(which.entity, which.id)
    unsent.keep({ ...which, agentId, doc, base, at: new Date(clock.now()).toISOString() })
    openedAs(which, { refusal: undefined })
    await send(which)
    return viewOf(which)
  }

  const handlers: HandlersOf<'publishing'> = {
    async 'publishing.overview'() {
      await Promise.all(unsent.all().map(send))
      const reply = KnowledgeOverview
      return {
        ...(await deps.ask({ method: 'GET', path: publishingPaths.overview, reply })),
        today: deps.today(),
      }
    },
    'publishing.unsent': () =>
      unsent.all().map(({ entity, id, doc, at }) => ({ entity, id, title: titleOf({ id, doc }), at })),
    async 'publishing.open'({ entity, id }) {
      const which = { entity, id }
      await send(which)
      await look(which)
      return viewOf(which)
    },
    'publishing.work': viewOf,
    'publishing.keep'({ entity, id, doc, base }) {
      const which = { entity, id }
      const agentId = deps.agentId()
      if (agentId === undefined) throw new DeskError('unauthorised', 'Sign in first.')
      unsent.keep({ entity, id, agentId, doc, base, at: new Date(clock.now()).toISOString() })
      // Other words may be taken where these were not; what another wrote stays to be looked at.
      if (typeof opened.get(nameOf(which))?.refusal === 'object') openedAs(which, { refusal: undefined })
      sendLater(which, sendAfterMs)
      return null
    },
    'publishing.begin'({ entity, title }) {
      const id = freeName(title, isTaken(entity))
      const unitId = rows.knowledge.all('unit')[0]?.unitId ?? ''
      const facts = { today: deps.today(), unitId, author: deps.agentId() ?? '' }
      return begin({ entity, id }, blankRecord({ entity, id, title }, facts))
    },
    'publishing.beginFrom'({ procedureId }) {
      const procedure = rows.knowledge.one('procedure', procedureId)
      if (!procedure) throw new DeskError('not-found', `No procedure named ${procedureId}.`)
      const unit = rows.knowledge.one('unit', procedure.unitId)
      const script = draftFrom(procedure, {
        unitName: unit?.name ?? procedure.unitId,
        today: deps.today(),
      })
      const id = freeName(procedureId, isTaken('script'))
      return begin({ entity: 'script', id }, { ...script, scriptId: id })
    },
    async 'publishing.settle'({ entity, id, take }) {
      const which = { entity, id }
      const words = unsent.one(entity, id)
      await look(which)
      const now = openedAs(which, { freshDraftId: newId() })
      if (words && take === 'mine') return await goOn(which, words.doc, baseOn(now))
      unsent.drop(entity, id)
      openedAs(which, { refusal: undefined })
      return viewOf(which)
    },
    async 'publishing.rebase'({ entity, id }) {
      const which = { entity, id }
      await send(which)
      await look(which)
      const { doc, inUse, draft } = viewOf(which)
      if (draft) await takeStep(draft.draftId, { step: 'discard' })
      return await goOn(which, doc, { draftId: newId(), baseVersion: inUse, seen: null })
    },
    async 'publishing.step'({ entity, id, step }) {
      if (step.step === 'refuse') refuseCardNumber('reason', step.reason)
      const which = { entity, id }
      await send(which)
      if (unsent.one(entity, id))
        throw new DeskError('unavailable', 'The words on this desk have not reached the backend.')
      const draft = opened.get(nameOf(which))?.history.open?.draft
      if (!draft) throw new DeskError('not-found', 'There is no draft to decide about.')
      try {
        const seen = draft.written?.at ?? null
        await takeStep(draft.draftId, step.step === 'approve' ? { ...step, seen } : step)
      } finally {
        // Also where it was refused: the draft is not where the page believed it to be.
        await look(which)
        openedAs(which, { freshDraftId: newId() })
        deps.onChanged(which)
      }
      return viewOf(which)
    },
    'publishing.differences': ({ entity, id, from, to }) =>
      deps.ask({
        method: 'GET',
        path: query(publishingPaths.differences, { entity, id, from, to }),
        reply: DifferenceList,
      }),
    'publishing.readers': ({ entity, id, version }) =>
      deps.ask({
        method: 'GET',
        path: query(publishingPaths.readers, { entity, id, version }),
        reply: Readers,
      }),
    async 'publishing.rollBack'(wish) {
      refuseCardNumber('reason', wish.reason)
      await deps.ask({ method: 'POST', path: publishingPaths.rollBack, body: wish, reply: z.unknown() })
      await look(wish)
      deps.onChanged(wish)
      return viewOf(wish)
    },
    async 'publishing.export'() {
      const file = await deps.ask({ method: 'GET', path: publishingPaths.exported, reply: ExportedFile })
      const { cityId, bundleVersion } = Manifest.parse(JSON.parse(file.bundle.manifest.text))
      return { fileName: `${cityId}-${bundleVersion}.ventanilla`, text: JSON.stringify(file) }
    },
    'publishing.import': ({ wish }) =>
      deps.ask({
        method: 'POST',
        path: query(publishingPaths.imported),
        body: wish,
        reply: ImportedDrafts,
      }),
  }

  const takeStep = (draftId: string, step: object) =>
    deps.ask({
      method: 'POST',
      path: query(`${publishingPaths.draft}/${draftId}/steps`),
      body: step,
      reply: DraftView,
    })

  return {
    handlers,
    stop() {
      for (const cancel of timers.values()) cancel()
    },
  }
}

/** Read only as far as its name needs: it is written out as it came, signatures and all. */
const ExportedFile = z.looseObject({
  bundle: z.looseObject({ manifest: z.looseObject({ text: z.string() }) }),
})

function nameOf({ entity, id }: Which): string {
  return `${entity} ${id}`
}
