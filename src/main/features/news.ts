import type { NewsItem } from '../../shared/contract.ts'
import { differences } from '../../shared/domain/publishing/differences.ts'
import type { ReadReceipt } from '../../shared/domain/publishing/read-receipt.ts'
import { EditableEntity, titleOf } from '../../shared/domain/publishing/record.ts'
import { DeskError } from '../../shared/errors.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock } from '../shell.ts'
import type { Outbox } from '../sync/outbox.ts'

/** More than anybody reads at a sitting; the count says how many there are. */
const mostListed = 100

export interface NewsDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  onChanged: () => void
  /** A command was appended: sync may send it. */
  onIssued: () => void
}

export interface News {
  readonly handlers: HandlersOf<'news'>
  /** Opening a record is reading it in the version of now. */
  opened(record: { entity: EditableEntity; id: string }): void
}

/** *Novedades*: what the city changed since this agent last read it, and the word to the city that he has read it. */
export function createNews(deps: NewsDeps): News {
  const { rows } = deps
  const agentId = () => {
    const signedIn = deps.agentId()
    if (signedIn === undefined) throw new DeskError('unauthorised', 'Sign in first.')
    return signedIn
  }

  function recordOf(entity: EditableEntity, id: string): Record<string, unknown> | undefined {
    return rows.knowledge.one(entity, id)
  }

  function list(): { count: number; items: NewsItem[] } {
    const me = agentId()
    const unread = rows.bundleRecords.unread(me)
    const items = unread.slice(0, mostListed).flatMap(({ entity, id, version, since }): NewsItem[] => {
      const kind = EditableEntity.safeParse(entity)
      const doc = kind.success ? recordOf(kind.data, id) : undefined
      if (!kind.success || doc === undefined) return []
      const isNew = rows.bundleRecords.earlier(me, entity, id) === undefined
      return [{ entity: kind.data, id, version, since, title: titleOf({ id, doc }), isNew }]
    })
    return { count: unread.length, items }
  }

  /** The mark and the word to the city together; a version that was read before is no news to anybody. */
  function read(me: string, receipt: ReadReceipt): void {
    const at = new Date(deps.clock.now()).toISOString()
    const first = rows.durably(() => {
      if (!rows.bundleRecords.markRead(me, receipt, at)) return false
      const commandId = deps.newId()
      const base = { commandId, subject: commandId, issuedAt: at, agentId: me }
      deps.outbox.append({ ...base, type: 'knowledge.read', payload: receipt })
      return true
    })
    if (!first) return
    deps.onChanged()
    deps.onIssued()
  }

  /** On the shelf it no longer counts as changed either: he has read what changed here. */
  function know(me: string, { entity, id }: ReadReceipt): void {
    if (entity !== 'procedure' && entity !== 'article') return
    const doc = recordOf(entity, id)
    const name = { kind: entity, id }
    if (doc && rows.shelf.known(me, name))
      rows.shelf.know(me, name, new Date(deps.clock.now()).toISOString(), doc)
  }

  return {
    opened({ entity, id }) {
      const version = rows.bundleRecords.versionOf(entity, id)
      if (version !== undefined && version > 0) read(agentId(), { entity, id, version })
    },
    handlers: {
      'news.list': list,
      'news.changes'({ entity, id }) {
        const doc = recordOf(entity, id)
        if (!doc) throw new DeskError('not-found', `No ${entity} named ${id}.`)
        const earlier = rows.bundleRecords.earlier(agentId(), entity, id)
        const note = doc['changeNote']
        return {
          note: typeof note === 'string' && note !== '' ? note : null,
          differences: earlier === undefined ? [] : differences(earlier, doc),
        }
      },
      'news.read'(receipt) {
        const version = rows.bundleRecords.versionOf(receipt.entity, receipt.id)
        if (version === undefined || version < receipt.version)
          throw new DeskError(
            'not-found',
            `version: ${receipt.id} is not here in version ${receipt.version}.`,
          )
        know(agentId(), receipt)
        read(agentId(), receipt)
        return null
      },
    },
  }
}
