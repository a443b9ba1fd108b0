import { describe, expect, test } from 'vitest'
import { advanceRun, outcomeOf, startRun, stepOf } from '../../../src/shared/domain/run-script.ts'
import { ScriptRun, type RunAction } from '../../../src/shared/domain/script-run.ts'
import { Script } from '../../../src/shared/domain/script.ts'
import { composeScript, type WalkedScript } from '../../../src/shared/domain/scripts/compose.ts'
import { RunView, viewOf } from '../../../src/shared/domain/scripts/run-view.ts'
import { DeskError } from '../../../src/shared/errors.ts'
import { aScript, anEnd } from './a-script.ts'

const at = '2026-11-21T10:00:00Z'
const moment = { at, country: 'EC' as const }
const begin = (script: WalkedScript) => startRun(script, { runId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', at })
const answered = (choice?: string, values: Record<string, string> = {}): RunAction =>
  choice === undefined ? { kind: 'answer', values } : { kind: 'answer', choice, values }
const walk = (script: WalkedScript, run: ScriptRun, ...actions: RunAction[]) =>
  actions.reduce((before, action) => advanceRun(script, before, action, moment), run)

const household = {
  stepId: 'uno',
  title: 'Hogar',
  say: ['¿Cuántos son?'],
  fields: [
    { field: 'personas', label: 'Personas', kind: 'number' },
    { field: 'desde', label: 'Desde', kind: 'date' },
  ],
}

describe('branches', () => {
  const script = Script.parse(
    aScript([
      {
        ...household,
        choices: [
          { key: '1', label: 'Sí', next: 'fin' },
          { key: '2', label: 'No', next: 'otra' },
        ],
        branches: [
          { when: 'answer.personas > 8', next: 'muchos' },
          { when: 'choice.uno == "2" && answer.personas >= 4', next: 'grande' },
          { when: 'today - answer.desde > duration("240h")', next: 'tarde' },
        ],
      },
      ...['fin', 'otra', 'muchos', 'grande', 'tarde'].map(anEnd),
    ]),
  )

  test.each<[string, string, Record<string, string>, string]>([
    ['the first that holds wins', '2', { personas: '9' }, 'muchos'],
    ['the answer just given counts', '2', { personas: '4' }, 'grande'],
    ['days are compared as days', '1', { desde: '01/11/2026' }, 'tarde'],
    ['where none holds, the choice decides', '1', { personas: '4' }, 'fin'],
    ['what was not answered holds nothing', '2', {}, 'otra'],
    ['ten days are not more than ten days', '1', { desde: '2026-11-11' }, 'fin'],
    ['eleven are', '1', { desde: '2026-11-10' }, 'tarde'],
  ])('%s', (_case, choice, values, expected) => {
    expect(walk(script, begin(script), answered(choice, values)).current).toBe(expected)
  })

  test('a condition that no check has seen holds nothing and stops nobody', () => {
    const unchecked = aScript([
      { ...household, branches: [{ when: '1 / 0 == answer.x', next: 'otra' }], next: 'fin' },
      anEnd(),
      anEnd('otra'),
    ])
    expect(walk(unchecked, begin(unchecked), answered(undefined, { personas: '1' })).current).toBe('fin')
  })
})

describe('a script inside another', () => {
  const violence = Script.parse(
    aScript(
      [
        {
          stepId: 'uno',
          title: 'Peligro',
          redFlag: true,
          say: ['¿Está en peligro?'],
          choices: [
            { key: '1', label: 'Sí', next: 'relevo' },
            { key: '2', label: 'No', next: 'calma' },
            { key: '0', label: 'No sabe', next: 'relevo' },
          ],
        },
        { stepId: 'relevo', title: 'Relevo', end: { disposition: 'VIO', summary: 'Relevo.' } },
        { stepId: 'calma', title: 'Calma', end: { disposition: 'INF', summary: 'Sin peligro.' } },
      ],
      { scriptId: 'violencia', title: 'Violencia', version: 7 },
    ),
  )
  const food = Script.parse(
    aScript([
      { ...household, next: 'miedo' },
      {
        stepId: 'miedo',
        title: 'Miedo',
        say: ['Le escucho.'],
        call: { scriptId: 'violencia' },
        branches: [{ when: 'outcome.miedo == "INF" && answer.personas > 4', next: 'grande' }],
        next: 'fin',
      },
      anEnd(),
      anEnd('grande'),
    ]),
  )
  const composed = composeScript(food, (id) => (id === 'violencia' ? violence : undefined), at)
  const inside = () => walk(composed, begin(composed), answered(undefined, { personas: '5' }), answered())

  test('is walked in its place, in the version of the beginning', () => {
    expect(inside()).toMatchObject({ current: 'miedo.uno', versions: { prueba: 1, violencia: 7 } })
    expect(viewOf(composed, inside())).toMatchObject({ title: 'Prueba', inside: ['Violencia'] })
    expect(viewOf(composed, walk(composed, inside(), { kind: 'back' }))).toMatchObject({
      calls: 'Violencia',
      inside: [],
    })
  })

  test('comes back, and the caller asks how it ended and what he had been told before', () => {
    expect(walk(composed, inside(), answered('2'), answered()).current).toBe('grande')
    const few = walk(
      composed,
      begin(composed),
      answered(undefined, { personas: '2' }),
      answered(),
      answered('2'),
      answered(),
    )
    expect(few.current).toBe('fin')
  })

  test('does not come back from a hand-off: who was handed to emergencies is asked nothing more', () => {
    for (const key of ['1', '0']) {
      const over = walk(composed, inside(), answered(key), answered())
      expect(over).toMatchObject({ current: 'miedo.relevo', completedAt: at })
      expect(outcomeOf(composed, over)).toEqual({
        disposition: 'VIO',
        summary: 'Relevo.',
        prefill: {},
        attributes: {},
      })
    }
  })

  test('goes back into the caller and forth again without losing an answer', () => {
    const back = walk(composed, inside(), answered('2'), { kind: 'jump', stepId: 'uno' })
    expect(back.current).toBe('uno')
    const { trail } = viewOf(composed, back)
    expect(trail.map(({ stepId, place }) => `${stepId} ${place}`)).toEqual([
      'uno here',
      'miedo ahead',
      'miedo.uno ahead',
      'miedo.calma ahead',
    ])
    expect(walk(composed, back, { kind: 'jump', stepId: 'miedo.calma' }).path).toHaveLength(3)
  })

  test('that is not on this desk is passed over', () => {
    const alone = composeScript(food, () => undefined, at)
    expect(walk(alone, begin(alone), answered(undefined, { personas: '5' }), answered()).current).toBe('fin')
  })

  test('whose review is overdue begins where it may still begin', () => {
    const overdue = { ...violence, reviewDue: '2026-11-20', overdueStart: 'calma' }
    const stale = composeScript(food, () => overdue, at)
    expect(walk(stale, begin(stale), answered(undefined, {}), answered()).current).toBe('miedo.calma')
  })

  test('scripts that call each other in a circle still end', () => {
    const circle = aScript([
      { stepId: 'uno', title: 'Uno', say: ['Hola.'], call: { scriptId: 'prueba' }, next: 'fin' },
      anEnd(),
    ])
    const walked = composeScript(circle, () => circle, at)
    expect(walk(walked, begin(walked), answered(), answered()).completedAt).toBe(at)
  })

  test('a case that the called script asked for is asked for', () => {
    const asking = {
      ...violence,
      steps: violence.steps.map((step) =>
        step.stepId === 'calma' && step.end ? { ...step, end: { ...step.end, serviceCode: 'ayuda' } } : step,
      ),
    }
    const script = composeScript(food, () => asking, at)
    const over = walk(
      script,
      begin(script),
      answered(undefined, { personas: '2' }),
      answered(),
      answered('2'),
      answered(),
      answered(),
    )
    expect(outcomeOf(script, over)).toMatchObject({ disposition: 'INF', serviceCode: 'ayuda' })
  })

  test('what the page is given is small and of the form that the contract says', () => {
    const view = viewOf(composed, inside())
    expect(RunView.parse(view)).toEqual(view)
    expect(JSON.stringify(view).length).toBeLessThan(2000)
  })
})

describe('actions', () => {
  const transfer = { kind: 'transfer' as const, unitId: 'patronato' }
  const request = {
    kind: 'request' as const,
    serviceCode: 'ayuda',
    attributes: {
      hogar: 'string(answer.personas)',
      grande: 'answer.personas > 4',
      fecha: 'string(answer.desde)',
    },
  }
  const script = Script.parse(
    aScript([
      { ...household, next: 'dos' },
      { stepId: 'dos', title: 'Dos', say: ['Espere.'], actions: [transfer, request], next: 'fin' },
      anEnd(),
    ]),
  )
  const atTwo = () => walk(script, begin(script), answered(undefined, { personas: '5' }))
  const take = (action: typeof transfer | typeof request): RunAction => ({ kind: 'take', action })

  test('are kept with their step and time, once however often they are pressed', () => {
    const run = walk(script, atTwo(), take(transfer), take(transfer))
    expect(run.taken).toEqual([{ stepId: 'dos', at, action: transfer }])
    expect(ScriptRun.parse(run)).toEqual(run)
  })

  test('a case gets what is worked out from the answers; what was not answered is left out', () => {
    const over = walk(script, atTwo(), take(request), answered(), answered())
    expect(outcomeOf(script, over)).toMatchObject({
      serviceCode: 'ayuda',
      attributes: { hogar: '5', grande: 'true', personas: '5' },
    })
    expect(outcomeOf(script, over)?.attributes).not.toHaveProperty('fecha')
  })

  test('an action on a way that was left does not count', () => {
    const back = walk(script, atTwo(), take(request), { kind: 'back' })
    expect(back.taken).toHaveLength(1)
    const ended = { ...back, current: 'fin', path: [] }
    expect(outcomeOf(script, ended)).not.toHaveProperty('serviceCode')
  })

  test('that the step does not offer are refused', () => {
    expect(() => walk(script, begin(script), take(transfer))).toThrow(DeskError)
    expect(stepOf(script, begin(script)).actions).toBeUndefined()
  })
})
