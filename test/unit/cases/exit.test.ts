import { assert, constantFrom, option, property, record } from 'fast-check'
import { ulid } from 'ulid'
import { describe, expect, test } from 'vitest'
import { closeContact } from '../../../src/main/features/contacts/closing.ts'
import type { ClosingFacts } from '../../../src/main/features/contacts/cases-of.ts'
import { draftAfter } from '../../../src/main/features/scripts/fill-draft.ts'
import { exitOf } from '../../../src/shared/domain/cases/exit.ts'
import { Disposition } from '../../../src/shared/domain/disposition.ts'
import { isProtected } from '../../../src/shared/domain/protected-outcome.ts'
import {
  emptyDraft,
  type Interaction,
  type InteractionDraft,
} from '../../../src/shared/domain/interaction.ts'
import type { ScriptAction } from '../../../src/shared/domain/script-action.ts'
import { DeskError } from '../../../src/shared/errors.ts'
import { interaction, start } from '../../support/backend/backend-world.ts'

const service = (serviceCode: string, takes?: 'second-level' | 'appointments') => ({
  serviceCode,
  name: serviceCode,
  description: '',
  unitId: 'atencion',
  keywords: [],
  ...(takes ? { takes } : {}),
})
const facts: ClosingFacts = {
  at: start,
  newId: () => ulid(),
  services: [service('bache'), service('consulta', 'second-level'), service('cita', 'appointments')],
  outcomeOf: () => undefined,
  normalise: (number) => number,
  dossierOf: (_contact, notes) => ({ notes, scripts: [] }),
  by: { agentId: 'ana', name: 'Ana' },
  areas: [],
  questionsOf: () => [],
  timeZone: 'UTC',
  termsOf: () => ({ withinHours: 8, hours: { timeZone: 'UTC', days: [], holidays: [] } }),
}
const wish = { day: '', partOfDay: 'any', place: '' } as const

/** Any form that can come to be: also one that no screen would make. */
const draft = record({
  disposition: constantFrom(...Disposition.options),
  escalation: option(constantFrom({ reason: '' }, { reason: 'Orden previa.' }), { nil: undefined }),
  appointmentWish: option(constantFrom(wish), { nil: undefined }),
  appointmentId: option(constantFrom(ulid()), { nil: undefined }),
  serviceCode: option(constantFrom('bache', 'cita', 'consulta'), { nil: undefined }),
  description: constantFrom('', 'Dos lotes.'),
  notes: constantFrom('', 'Llama tarde.'),
}).map((some): InteractionDraft => {
  const given = Object.entries(some).filter(([, value]) => value !== undefined)
  return { ...emptyDraft, ...Object.fromEntries(given) }
})

/** Undefined where the closing is refused for what the form says; any other failure is one. */
function closedOrRefused(...[before, some]: [Interaction, InteractionDraft]) {
  try {
    return closeContact(before, some, facts)
  } catch (refused) {
    if (refused instanceof DeskError && refused.code === 'invalid-input') return undefined
    throw refused
  }
}

describe('a contact leaves level 1', () => {
  test('closed, or by exactly one of the two exits: never both, never none', () => {
    assert(
      property(draft, (some): void => {
        const before = interaction({ state: 'wrap-up' })
        const { kind } = exitOf(some)
        const closing = closedOrRefused(before, some)
        expect(closing === undefined).toBe(kind === 'unclear')
        if (!closing) return
        const up = closing.requests.filter(({ escalation }) => escalation !== undefined)
        const visits = closing.requests.filter(({ appointmentWish }) => appointmentWish !== undefined)
        expect(up).toHaveLength(kind === 'escalation' ? 1 : 0)
        expect(visits).toHaveLength(kind === 'appointment' && some.appointmentWish ? 1 : 0)
        expect(up.every(({ escalation }) => escalation?.reason.trim() !== '')).toBe(true)
        expect(up.every(({ secondLevel }) => secondLevel?.state === 'queued')).toBe(true)
        expect(up.some((request) => request.appointmentWish ?? request.appointmentId)).toBe(false)
        const recorded = closing.interaction.draft.disposition
        expect(recorded === 'ESC-2').toBe(kind === 'escalation')
        expect(isProtected(some.disposition) && closing.requests.length > 0).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test.each(Disposition.options.filter(isProtected))(
    'as %s it says no more, not even to a case that went out in mid-call',
    (disposition) => {
      const filed = { ...emptyDraft, filedCase: ulid(), notes: 'Vive con su agresor.', disposition }
      const { commands } = closeContact(interaction({ state: 'wrap-up' }), filed, facts)
      expect(commands.map(({ type }) => type)).toEqual(['interaction.record'])
      expect(JSON.stringify(commands)).not.toContain('agresor')
    },
  )

  test('and whatever actions a script offers, the last exit that was taken is the only one', () => {
    const actions = constantFrom<ScriptAction[]>(
      { kind: 'escalate', reason: 'Orden previa.' },
      { kind: 'appointment', unitId: 'oficina' },
      { kind: 'request', serviceCode: 'bache' },
    )
    assert(
      property(actions, actions, actions, (...taken) => {
        const after = taken.reduce(draftAfter, emptyDraft)
        const last = taken.findLast(({ kind }) => kind !== 'request')?.kind
        expect(exitOf(after).kind).toBe(
          last === 'escalate' ? 'escalation' : last === 'appointment' ? 'appointment' : 'closed',
        )
      }),
    )
  })
})
