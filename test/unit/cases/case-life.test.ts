import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { ulid } from 'ulid'
import { describe, expect, test } from 'vitest'
import {
  enterSecondLevel,
  stepCase,
  stepsOpenTo,
  type AnswerTerms,
  type StepAuthor,
} from '../../../src/shared/domain/cases/case-life.ts'
import type { CaseStep } from '../../../src/shared/domain/cases/case-step.ts'
import { usualWorkingDays } from '../../../src/shared/domain/cases/working-time.ts'
import { ServiceRequest } from '../../../src/shared/domain/service-request.ts'

const terms: AnswerTerms = {
  withinHours: 8,
  hours: { timeZone: 'America/Guayaquil', days: usualWorkingDays, holidays: [] },
}
const ana: StepAuthor = { agentId: 'ana', name: 'Ana' }
const marco: StepAuthor = { agentId: 'marco', name: 'Marco', units: ['catastro'] }
const eva: StepAuthor = { agentId: 'eva', name: 'Eva', units: ['catastro'] }
const stranger: StepAuthor = { agentId: 'leo', name: 'Leo', units: ['salud'] }
/** Monday, 09:00 in Quito. */
const monday = '2026-11-23T14:00:00.000Z'
const later = (hours: number) => new Date(Date.parse(monday) + hours * 3_600_000).toISOString()

function escalated(): ServiceRequest {
  return {
    serviceRequestId: ulid(),
    serviceCode: 'consulta',
    unitId: 'catastro',
    status: 'open',
    requesterName: 'Rosa',
    phone: '',
    address: '',
    description: '',
    attributes: {},
    escalation: { reason: 'Dos lotes.' },
    filedBy: 'ana',
    requestedAt: monday,
    updatedAt: monday,
    secondLevel: enterSecondLevel('Dos lotes.', ana, monday, terms),
  }
}

/** The case after steps that must all be taken. */
function walk(...steps: [CaseStep, StepAuthor, string][]): ServiceRequest {
  return steps.reduce((request, [step, by, at]) => {
    const stepped = stepCase(request, step, by, at, terms)
    if ('refusal' in stepped) throw new Error(`${step.kind}: ${stepped.refusal}`)
    return stepped.request
  }, escalated())
}
const refusal = (request: ServiceRequest, step: CaseStep, by: StepAuthor) => {
  const stepped = stepCase(request, step, by, later(1), terms)
  return 'refusal' in stepped ? stepped.refusal : undefined
}

describe('a case between the levels', () => {
  test('is answered within the working hours that its unit promised', () => {
    expect(escalated().secondLevel?.dueAt).toBe('2026-11-24T14:00:00.000Z')
  })

  test('is for the specialists of its unit, and for one of them', () => {
    const taken = walk([{ kind: 'take' }, marco, later(1)])
    expect(refusal(escalated(), { kind: 'take' }, ana)).toBe('case-of-other-unit')
    expect(refusal(escalated(), { kind: 'take' }, stranger)).toBe('case-of-other-unit')
    expect(refusal(taken, { kind: 'take' }, eva)).toBe('case-taken')
    expect(refusal(taken, { kind: 'reply', words: 'Listo.' }, eva)).toBe('case-taken')
    expect(stepsOpenTo(taken, eva)).toEqual([])
    expect(stepsOpenTo(taken, marco)).toEqual(['release', 'reply', 'return', 'close'])
  })

  test('that was answered waits for level 1 to say so, and is closed when the citizen has heard', () => {
    const answered = walk(
      [{ kind: 'take' }, marco, later(1)],
      [{ kind: 'reply', words: 'Son dos predios.' }, marco, later(2)],
    )
    expect(answered).toMatchObject({ status: 'open', secondLevel: { state: 'answered' } })
    expect(stepCase(answered, { kind: 'told' }, ana, later(3), terms)).toMatchObject({
      request: { status: 'closed', secondLevel: { state: 'closed', outcome: 'resolved' } },
    })
  })

  test('stops its clock while level 1 looks for what is missing, and goes on with the time that was left', () => {
    const returned = walk(
      [{ kind: 'take' }, marco, later(1)],
      [{ kind: 'return', words: 'Falta la clave.' }, marco, later(3)],
    )
    expect(returned.secondLevel).toMatchObject({ state: 'returned', leftMs: 5 * 3_600_000 })
    const back = stepCase(returned, { kind: 'complete', words: 'Clave 17.' }, ana, later(48), terms)
    expect(back).toMatchObject({
      request: { secondLevel: { state: 'queued', dueAt: later(48 + 5) } },
    })
  })

  test('that is reopened is counted and gets a new promise, and keeps its history', () => {
    const closed = walk(
      [{ kind: 'take' }, marco, later(1)],
      [{ kind: 'close', outcome: 'refused', words: 'No procede.' }, marco, later(2)],
    )
    const stepped = stepCase(closed, { kind: 'reopen', words: 'No le sirve.' }, ana, later(24), terms)
    if ('refusal' in stepped) throw new Error(stepped.refusal)
    expect(stepped.request).toMatchObject({
      status: 'open',
      secondLevel: { state: 'queued', reopened: 1, dueAt: '2026-11-25T14:00:00.000Z' },
    })
    expect(stepped.request.secondLevel?.log.map(({ kind }) => kind)).toEqual([
      'escalate',
      'take',
      'close',
      'reopen',
    ])
    expect(refusal(stepped.request, { kind: 'reopen', words: 'Otra vez.' }, ana)).toBe('case-moved-on')
  })

  test('that never left level 1 enters level 2 when it is reopened, once it was closed', () => {
    const { secondLevel: _level, escalation: _why, ...plain } = escalated()
    expect(refusal(plain, { kind: 'take' }, marco)).toBe('case-not-escalated')
    expect(refusal(plain, { kind: 'reopen', words: 'Sigue roto.' }, ana)).toBe('case-moved-on')
    expect(
      stepCase(
        { ...plain, status: 'closed' },
        { kind: 'reopen', words: 'Sigue roto.' },
        ana,
        later(1),
        terms,
      ),
    ).toMatchObject({ request: { secondLevel: { state: 'queued', reopened: 1 } } })
  })

  test('takes what was asked after it went out in mid-call', () => {
    const dossier = { notes: 'Llama tarde.', scripts: [] }
    const stepped = stepCase(
      escalated(),
      { kind: 'supplement', dossier, description: 'Más.' },
      ana,
      later(1),
      terms,
    )
    expect(stepped).toMatchObject({ request: { dossier, description: 'Más.' } })
  })
})

test('whatever is done by whomever, in whatever order, a case is whole and in one place', () => {
  const step = constantFrom<CaseStep[]>(
    { kind: 'take' },
    { kind: 'release' },
    { kind: 'reply', words: 'Sí, procede.' },
    { kind: 'return', words: 'Falta algo.' },
    { kind: 'close', outcome: 'resolved', words: 'Hecho.' },
    { kind: 'complete', words: 'Aquí está.' },
    { kind: 'told' },
    { kind: 'reopen', words: 'No le sirve.' },
    { kind: 'reference-told' },
  )
  const move = record({
    step,
    by: constantFrom(ana, marco, eva, stranger),
    hours: integer({ min: 0, max: 30 }),
  })
  assert(
    property(array(move, { maxLength: 40 }), (moves) => {
      let request = escalated()
      let at = Date.parse(monday)
      for (const { step: taken, by, hours } of moves) {
        at += hours * 3_600_000
        const before = request
        const open: string[] = stepsOpenTo(before, by)
        const stepped = stepCase(before, taken, by, new Date(at).toISOString(), terms)
        const refused = 'refusal' in stepped
        expect(refused && open.includes(taken.kind)).toBe(false)
        request = 'refusal' in stepped ? before : ServiceRequest.parse(stepped.request)
        const { secondLevel, status } = request
        expect(status === 'closed').toBe(secondLevel?.state === 'closed')
        expect(secondLevel?.taken !== undefined && secondLevel.state === 'queued').toBe(false)
        expect(secondLevel?.reopened).toBe(secondLevel?.log.filter(({ kind }) => kind === 'reopen').length)
        const holder = secondLevel?.state === 'taken' ? secondLevel.taken?.agentId : 'marco'
        expect(['marco', 'eva']).toContain(holder)
      }
    }),
    { numRuns: 300 },
  )
})
