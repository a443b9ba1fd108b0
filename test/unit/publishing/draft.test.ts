import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceDraft, type Draft, type DraftEvent } from '../../../src/shared/domain/publishing/draft.ts'

const at = '2026-11-21T10:00:00.000Z'
const later = '2026-11-22T10:00:00.000Z'
const begun: Draft = {
  draftId: '01KAA00000000000000000DRAF',
  entity: 'script',
  id: 'alumbrado',
  doc: {},
  baseVersion: 3,
  authors: ['eva'],
  phase: { name: 'writing' },
  createdAt: at,
  changedAt: at,
}
const walk = (...steps: [DraftEvent, string][]): Draft | string =>
  steps.reduce<Draft | string>(
    (draft, [event, by]) => (typeof draft === 'string' ? draft : advanceDraft(draft, event, by, at)),
    begun,
  )
const phaseOf = (draft: Draft | string) => (typeof draft === 'string' ? draft : draft.phase.name)
const submit: [DraftEvent, string] = [{ kind: 'submit' }, 'eva']
const approve: [DraftEvent, string] = [{ kind: 'approve' }, 'luz']

describe('the life of a draft', () => {
  test('goes from writing over a second person to the desks', () => {
    expect(phaseOf(walk(submit, approve, [{ kind: 'publish', version: 4 }, 'eva']))).toBe('published')
    expect(phaseOf(walk(submit, approve, [{ kind: 'schedule', publishAt: later }, 'luz']))).toBe('scheduled')
    expect(
      phaseOf(
        walk(
          submit,
          approve,
          [{ kind: 'give-to-team', team: 'sur', version: 4 }, 'luz'],
          [{ kind: 'publish', version: 4 }, 'luz'],
        ),
      ),
    ).toBe('published')
  })

  test('nobody approves what he wrote in, also not a part of it, also not after somebody else edited', () => {
    expect(walk(submit, [{ kind: 'approve' }, 'eva'])).toBe('own-work')
    expect(walk([{ kind: 'edit', doc: {} }, 'luz'], submit, approve)).toBe('own-work')
  })

  test('an edit after approval asks for a new one', () => {
    const edited = walk(submit, approve, [{ kind: 'edit', doc: { a: 1 } }, 'eva'])
    expect(phaseOf(edited)).toBe('writing')
    expect(
      walk(submit, approve, [{ kind: 'edit', doc: {} }, 'eva'], [{ kind: 'publish', version: 4 }, 'luz']),
    ).toBe('wrong-phase')
  })

  test('a refusal says why and stays to be read until it is put right', () => {
    const refused = walk(
      submit,
      [{ kind: 'refuse', reason: 'Falta la fuente' }, 'luz'],
      [{ kind: 'edit', doc: {} }, 'eva'],
    )
    expect(refused).toMatchObject({
      phase: { name: 'writing', refusal: { by: 'luz', reason: 'Falta la fuente' } },
    })
  })

  test('a time that has passed is no time to publish at', () => {
    expect(walk(submit, approve, [{ kind: 'schedule', publishAt: at }, 'luz'])).toBe('too-late')
  })

  test('by no sequence does anything reach a desk without somebody who did not write it', () => {
    const people = fc.constantFrom('eva', 'luz', 'teo')
    const events: fc.Arbitrary<DraftEvent> = fc.constantFrom<DraftEvent>(
      { kind: 'edit', doc: { a: 1 } },
      { kind: 'submit' },
      { kind: 'approve' },
      { kind: 'refuse', reason: 'no' },
      { kind: 'schedule', publishAt: later },
      { kind: 'give-to-team', team: 'sur', version: 4 },
      { kind: 'publish', version: 4 },
      { kind: 'discard' },
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(events, people), { maxLength: 14 }), (steps) => {
        const out = steps.reduce<{ draft: Draft; approvedBy: string | undefined; alone: boolean }>(
          (before, [event, by]) => {
            const draft = advanceDraft(before.draft, event, by, at)
            if (typeof draft === 'string') return before
            const approvedBy =
              event.kind === 'approve' ? by : event.kind === 'edit' ? undefined : before.approvedBy
            const goesOut = ['with-team', 'scheduled', 'published'].includes(draft.phase.name)
            const alone = approvedBy === undefined || draft.authors.includes(approvedBy)
            return { draft, approvedBy, alone: before.alone || (goesOut && alone) }
          },
          { draft: begun, approvedBy: undefined, alone: false },
        )
        expect(out.alone).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })
})
