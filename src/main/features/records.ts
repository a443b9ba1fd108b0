import { throughExit } from '../../shared/domain/cases/exit.ts'
import type { Contact, RecordView, ShelfItem } from '../../shared/contract.ts'
import { Article } from '../../shared/domain/article.ts'
import type { Interaction } from '../../shared/domain/interaction.ts'
import { Procedure } from '../../shared/domain/procedure.ts'
import { wallClock } from '../../shared/domain/shifts/clock-time.ts'
import { needsEscalation, standingOf } from '../../shared/domain/validity.ts'
import { DeskError } from '../../shared/errors.ts'
import type { CacheRows } from '../db/rows.ts'
import type { KnownRecord, RecordName } from '../db/shelf.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock } from '../shell.ts'

const recentLimit = 12

export interface RecordsDeps {
  rows: CacheRows
  clock: Clock
  agentId: () => string | undefined
  timeZone: () => string
  /** The contact with a citizen on the line, if there is one. */
  contactInHand: () => Interaction | undefined
  update: (interactionId: string, change: (interaction: Interaction) => Interaction) => Contact
  /** The agent has it open. */
  onOpened: (name: RecordName) => void
  onChanged: () => void
}

/** Procedures and articles as one agent reads them: what stands, what changed for him, what he keeps at hand. */
export function createRecords(deps: RecordsDeps): { readonly handlers: HandlersOf<'records'> } {
  const { rows, clock } = deps
  const now = () => new Date(clock.now()).toISOString()
  const today = () => wallClock(clock.now(), deps.timeZone()).day
  const agentId = () => {
    const signedIn = deps.agentId()
    if (signedIn === undefined) throw new DeskError('unauthorised', 'Sign in first.')
    return signedIn
  }

  function recordOf({ kind, id }: RecordName): Procedure | Article {
    const record = rows.knowledge.one(kind, id)
    if (!record) throw new DeskError('not-found', `No ${kind} named ${id}.`)
    return record
  }

  function read(name: RecordName): RecordView {
    const record = recordOf(name)
    const known = rows.shelf.known(agentId(), name)
    const standing = standingOf(record, today())
    const around = {
      unit: record.unitId === undefined ? null : (rows.knowledge.one('unit', record.unitId) ?? null),
      standing,
      mustEscalate: needsEscalation(standing),
      favourite: rows.shelf.isFavourite(agentId(), name),
      knownSince: known?.since ?? null,
      escalated: wasEscalated(deps.contactInHand(), name),
    }
    return name.kind === 'procedure'
      ? {
          kind: 'procedure',
          record: record as Procedure,
          earlier: earlierOf(known, record, Procedure),
          ...around,
        }
      : { kind: 'article', record: record as Article, earlier: earlierOf(known, record, Article), ...around }
  }

  function shelfItem(name: RecordName): ShelfItem[] {
    const record = rows.knowledge.one(name.kind, name.id)
    if (!record) return []
    const known = rows.shelf.known(agentId(), name)
    return [
      {
        ...name,
        title: record.title,
        standing: standingOf(record, today()),
        changed: known !== undefined && !same(known.doc, record),
      },
    ]
  }

  return {
    handlers: {
      'records.read': read,
      'records.open'(name) {
        rows.shelf.open(agentId(), name, now(), recordOf(name))
        deps.onOpened(name)
        deps.onChanged()
        return null
      },
      'records.known'(name) {
        rows.shelf.know(agentId(), name, now(), recordOf(name))
        deps.onOpened(name)
        deps.onChanged()
        return null
      },
      'records.favour'({ favourite, ...name }) {
        if (favourite) rows.shelf.favour(agentId(), name, now())
        else rows.shelf.forgetFavourite(agentId(), name)
        deps.onChanged()
        return null
      },
      'records.shelf': () => ({
        favourites: rows.shelf.favourites(agentId()).flatMap(shelfItem),
        recent: rows.shelf.recent(agentId(), recentLimit).flatMap(shelfItem),
      }),
      'records.escalate'({ kind, id, interactionId, note }) {
        const { version, unitId } = recordOf({ kind, id })
        const contact = deps.update(interactionId, (interaction) =>
          wasEscalated(interaction, { kind, id })
            ? interaction
            : {
                ...interaction,
                draft: throughExit(
                  {
                    ...interaction.draft,
                    disposition: interaction.draft.disposition ?? 'ESC-2',
                    notes: [interaction.draft.notes, note].filter(Boolean).join('\n'),
                  },
                  {
                    escalation: interaction.draft.escalation ?? {
                      reason: note,
                      ...(unitId === undefined ? {} : { unitId }),
                    },
                  },
                ),
                escalations: [...(interaction.escalations ?? []), { kind, id, version, at: now() }],
              },
        )
        deps.onChanged()
        return contact
      },
    },
  }
}

function wasEscalated(interaction: Interaction | undefined, { kind, id }: RecordName): boolean {
  return interaction?.escalations?.some((one) => one.kind === kind && one.id === id) ?? false
}

/** What the agent knew, where it reads differently now; what no longer fits the schema counts as never known. */
function earlierOf<T extends Procedure | Article>(
  known: KnownRecord | undefined,
  record: Procedure | Article,
  schema: { safeParse: (value: unknown) => { success: true; data: T } | { success: false } },
): T | null {
  if (known === undefined || same(known.doc, record)) return null
  const parsed = schema.safeParse(known.doc)
  return parsed.success ? parsed.data : null
}

/** Both come out of the same schema, so the fields stand in the same order. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
