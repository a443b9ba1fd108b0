import ecPublic from '../../assets/rules/ec-public.json' with { type: 'json' }
import { workView, type OpenedRecord } from '../../src/main/features/publishing/work-view.ts'
import type { Unsent } from '../../src/main/features/publishing/unsent-words.ts'
import type { HandlersOf } from '../../src/main/feature.ts'
import { checkKnowledge } from '../../src/shared/domain/publishing/check-knowledge.ts'
import { differences } from '../../src/shared/domain/publishing/differences.ts'
import { advanceDraft, type Draft, type DraftEvent } from '../../src/shared/domain/publishing/draft.ts'
import {
  titleOf,
  type EditableEntity,
  type KnowledgeRecord,
} from '../../src/shared/domain/publishing/record.ts'
import { DeskError } from '../../src/shared/errors.ts'
import { wholeProcedure } from './a-procedure.ts'
import * as city from './fake-city.ts'

const me = city.agent.agentId
const today = '2026-11-22'

/** One lead's desk and its backend in one: drafts are kept at once, and a second lead is anybody else. */
export function fakePublishing(deps: {
  newId: () => string
  now: () => string
  changed: (which: { entity: EditableEntity; id: string }) => void
}): HandlersOf<'publishing'> {
  const standing: KnowledgeRecord[] = [
    { entity: 'procedure', id: 'kit', doc: city.procedure },
    { entity: 'procedure', id: wholeProcedure.procedureId, doc: wholeProcedure },
    { entity: 'rules', id: ecPublic.profileId, doc: ecPublic },
    { entity: 'article', id: city.article.articleId, doc: city.article },
    ...city.scripts.map((doc) => ({ entity: 'script' as const, id: doc.scriptId, doc })),
    ...city.catalogue.units.map((doc) => ({ entity: 'unit' as const, id: doc.unitId, doc: { ...doc } })),
    ...city.catalogue.services.map((doc) => ({
      entity: 'service' as const,
      id: doc.serviceCode,
      doc: { ...doc },
    })),
  ]
  const drafts = new Map<string, Draft>()
  const fresh = new Map<string, string>()
  const key = (which: { entity: string; id: string }) => `${which.entity} ${which.id}`
  const stands = (which: { entity: string; id: string }) => standing.find((one) => key(one) === key(which))

  function openedOf({ entity, id }: { entity: EditableEntity; id: string }): OpenedRecord {
    const draft = drafts.get(key({ entity, id }))
    const doc = stands({ entity, id })?.doc ?? null
    const version = Number(doc?.['version'] ?? 0)
    if (!fresh.has(key({ entity, id }))) fresh.set(key({ entity, id }), deps.newId())
    return {
      entity,
      id,
      online: true,
      freshDraftId: fresh.get(key({ entity, id })) ?? '',
      refusal: undefined,
      history: {
        doc: doc && { ...doc },
        audit: [],
        versions:
          version === 0
            ? []
            : [
                {
                  version,
                  publishedAt: '2026-11-01T12:00:00Z',
                  publishedBy: 'pack:',
                  approvedBy: null,
                  team: null,
                  state: 'in-use',
                  rolledBackTo: null,
                  reason: null,
                },
              ],
        open: draft
          ? {
              draft,
              findings: checkKnowledge([{ entity, id, doc: draft.doc }], { standing, today }),
              differences: differences(doc ?? {}, draft.doc),
            }
          : null,
      },
    }
  }
  const view = (which: { entity: EditableEntity; id: string }) => workView(openedOf(which), undefined)
  function advance(which: { entity: EditableEntity; id: string }, event: DraftEvent): void {
    const draft = drafts.get(key(which))
    if (!draft) throw new DeskError('not-found', 'No draft.')
    const after = advanceDraft(draft, event, me, deps.now())
    if (typeof after === 'string')
      throw new DeskError(after === 'own-work' ? 'forbidden' : 'conflict', 'Not now.')
    drafts.set(key(which), after)
  }
  function keep({ entity, id, doc, base }: Pick<Unsent, 'entity' | 'id' | 'doc' | 'base'>): void {
    const at = deps.now()
    const before = drafts.get(key({ entity, id })) ?? {
      draftId: base.draftId,
      entity,
      id,
      doc,
      baseVersion: base.baseVersion,
      authors: [me],
      phase: { name: 'writing' as const },
      createdAt: at,
      changedAt: at,
    }
    drafts.set(key({ entity, id }), before)
    advance({ entity, id }, { kind: 'edit', doc })
    deps.changed({ entity, id })
  }

  const away = () => {
    throw new DeskError('unavailable', 'The stand has no municipal backend.')
  }
  return {
    'publishing.overview': () => ({
      lines: standing.flatMap(({ entity, id, doc }) => {
        if (entity !== 'procedure' && entity !== 'article' && entity !== 'rules' && entity !== 'script')
          return []
        const { doc: _, ...draft } = drafts.get(key({ entity, id })) ?? { doc: undefined }
        return [
          {
            entity,
            id,
            title: titleOf({ id, doc }),
            version: Number(doc['version']),
            publishedAt: '2026-11-01T12:00:00Z',
            reviewDue: typeof doc['reviewDue'] === 'string' ? doc['reviewDue'] : null,
            draft: drafts.has(key({ entity, id })) ? (draft as Omit<Draft, 'doc'>) : null,
          },
        ]
      }),
      teams: ['norte', 'sur'],
      people: [{ agentId: me, name: city.agent.name }],
      bundle: { bundleVersion: 1_790_000_000, createdAt: '2026-11-01T12:00:00Z', records: 40 },
      refusals: [
        { agentId: 'uio-02', name: 'Luis Caiza', refusal: 'bad-signature', at: '2026-11-21T12:00:00Z' },
      ],
      today,
    }),
    'publishing.unsent': () => [],
    'publishing.open': view,
    'publishing.work': view,
    'publishing.keep'(words) {
      keep(words)
      return null
    },
    'publishing.begin': away,
    'publishing.beginFrom': away,
    'publishing.settle': view,
    'publishing.rebase': view,
    'publishing.step'({ entity, id, step }) {
      if (step.step !== 'submit' && step.step !== 'approve' && step.step !== 'discard') return away()
      advance({ entity, id }, { kind: step.step })
      if (step.step === 'discard') drafts.delete(key({ entity, id }))
      return view({ entity, id })
    },
    'publishing.differences': () => ({ differences: [] }),
    'publishing.readers': () => ({
      readers: [
        {
          agentId: 'uio-02',
          name: 'Luis Caiza',
          team: 'norte',
          hasItSince: '2026-11-21T12:00:00Z',
          readAt: null,
        },
      ],
    }),
    'publishing.rollBack': away,
    'publishing.export': () => ({ fileName: 'quito-1.ventanilla', text: '{}' }),
    'publishing.import': () => ({
      drafts: [],
      problems: [{ line: 2, column: 3, field: 'titulo', rule: 'falta' }],
    }),
  }
}
