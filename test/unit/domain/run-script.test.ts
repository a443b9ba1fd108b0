import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  advanceRun,
  answersOf,
  outcomeOf,
  startRun,
  stepOf,
  suggestScript,
} from '../../../src/shared/domain/run-script.ts'
import { ScriptRun, type RunAction } from '../../../src/shared/domain/script-run.ts'
import { Script } from '../../../src/shared/domain/script.ts'
import { DeskError } from '../../../src/shared/errors.ts'

const at = '2026-11-21T10:00:00Z'
const start = { runId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', at }

/** Two branches that meet again, required and optional fields, a red flag, three kinds of ending. */
const streetLight = Script.parse({
  scriptId: 'alumbrado',
  title: 'Alumbrado',
  version: 3,
  publishedOn: '2026-11-01',
  reviewDue: '2027-05-01',
  owner: 'Alumbrado',
  source: 'Prueba',
  queues: ['incidencias'],
  topics: ['alumbrado'],
  start: 'riesgo',
  overdueStart: 'vencido',
  steps: [
    {
      stepId: 'riesgo',
      title: 'Peligro',
      redFlag: true,
      choices: [
        { key: '1', label: 'Sí', next: 'emergencia' },
        { key: '2', label: 'No', next: 'lugar' },
        { key: '0', label: 'No sabe', next: 'emergencia' },
      ],
    },
    {
      stepId: 'lugar',
      title: 'Lugar',
      fields: [
        { field: 'direccion', label: 'Dirección', kind: 'address', required: true, prefills: 'address' },
        { field: 'referencia', label: 'Referencia', kind: 'text' },
      ],
      choices: [
        { key: '1', label: 'Apagada', next: 'contacto' },
        { key: '2', label: 'Varias apagadas', next: 'cuantas' },
      ],
    },
    {
      stepId: 'cuantas',
      title: 'Cuántas',
      fields: [{ field: 'cuantas', label: 'Cuántas', kind: 'number' }],
      next: 'contacto',
    },
    {
      stepId: 'contacto',
      title: 'Contacto',
      fields: [
        { field: 'nombre', label: 'Nombre', kind: 'text', prefills: 'callerName' },
        { field: 'telefono', label: 'Teléfono', kind: 'phone', prefills: 'callbackNumber' },
        { field: 'detalle', label: 'Detalle', kind: 'long-text', prefills: 'description' },
      ],
      next: 'fin',
    },
    {
      stepId: 'fin',
      title: 'Fin',
      fields: [{ field: 'nota', label: 'Nota', kind: 'text' }],
      end: { disposition: 'CAS', serviceCode: 'alumbrado', summary: 'Avería de alumbrado.' },
    },
    { stepId: 'emergencia', title: 'Emergencia', next: 'fin-emergencia' },
    { stepId: 'fin-emergencia', title: 'Fin', end: { disposition: 'EMG', summary: 'Relevo.' } },
    { stepId: 'vencido', title: 'Guion vencido', next: 'fin-emergencia' },
  ],
})

type Given = [choice: string | undefined, values?: Record<string, string>]

function walk(run: ScriptRun, ...answers: Given[]): ScriptRun {
  return answers.reduce(
    (before, [choice, values = {}]) =>
      advanceRun(
        streetLight,
        before,
        { kind: 'answer', values, ...(choice === undefined ? {} : { choice }) },
        { at },
      ),
    run,
  )
}

const toTheEnd: Given[] = [
  ['2'],
  ['2', { direccion: ' Calle Real 5 ', referencia: '' }],
  [undefined, { cuantas: '4' }],
  [undefined, { nombre: 'Ana', telefono: '957769626', detalle: 'Desde ayer' }],
]

describe('walking forward', () => {
  test('the answers lead to an end, and the last answer completes the run', () => {
    const atEnd = walk(startRun(streetLight, start), ...toTheEnd)
    expect(stepOf(streetLight, atEnd).stepId).toBe('fin')
    expect(atEnd.completedAt).toBeUndefined()
    const over = walk(atEnd, [undefined, { nota: 'gracias' }])
    expect(over).toMatchObject({ current: 'fin', completedAt: at })
    expect(over.path.map((step) => step.stepId)).toEqual(['riesgo', 'lugar', 'cuantas', 'contacto', 'fin'])
  })

  test('the path fills the case: words for the unit, codes for the record', () => {
    const outcome = outcomeOf(streetLight, walk(startRun(streetLight, start), ...toTheEnd))
    expect(outcome).toEqual({
      disposition: 'CAS',
      serviceCode: 'alumbrado',
      summary: 'Avería de alumbrado.',
      prefill: {
        callerName: 'Ana',
        callbackNumber: '957769626',
        address: 'Calle Real 5',
        description:
          'Avería de alumbrado.\nPeligro: No.\nLugar: Varias apagadas.\nCuántas: 4\nDetalle: Desde ayer',
      },
      attributes: {
        script: 'alumbrado@3',
        'riesgo.choice': '2',
        'lugar.choice': '2',
        direccion: 'Calle Real 5',
        cuantas: '4',
        nombre: 'Ana',
        telefono: '957769626',
        detalle: 'Desde ayer',
      },
    })
  })

  test('a protected ending brings no text, no place and no name', () => {
    const run = walk(startRun(streetLight, start), ['0'], [undefined])
    expect(outcomeOf(streetLight, run)).toEqual({
      disposition: 'EMG',
      summary: 'Relevo.',
      prefill: {},
      attributes: {},
    })
  })

  test('in the middle of a path there is no outcome yet', () => {
    expect(outcomeOf(streetLight, walk(startRun(streetLight, start), ['2']))).toBeUndefined()
  })

  test('the longest answers still give a description that Open311 accepts', () => {
    const long = '🌒'.repeat(1999)
    const run = walk(
      startRun(streetLight, start),
      ['2'],
      ['1', { direccion: 'x', referencia: long }],
      [undefined, { detalle: long }],
    )
    const description = outcomeOf(streetLight, run)?.prefill.description ?? ''
    expect(description.length).toBeLessThanOrEqual(4000)
    expect(description.isWellFormed()).toBe(true)
    expect(description.endsWith('…')).toBe(true)
  })

  test('a script past its review starts where only red flags are read', () => {
    expect(startRun(streetLight, { ...start, at: '2027-05-01T08:00:00Z' }).current).toBe('riesgo')
    expect(startRun(streetLight, { ...start, at: '2027-05-02T08:00:00Z' }).current).toBe('vencido')
    const withdrawn = { ...streetLight, validTo: '2026-11-20' }
    expect(startRun(withdrawn, start).current).toBe('vencido')
  })
})

describe('what an answer must bring', () => {
  const atPlace = walk(startRun(streetLight, start), ['2'])

  test.each<[string, RunAction, string]>([
    [
      'a required field left empty',
      { kind: 'answer', choice: '1', values: { direccion: '  ' } },
      'direccion',
    ],
    ['no choice', { kind: 'answer', values: { direccion: 'x' } }, 'lugar'],
    ['a choice nobody offered', { kind: 'answer', choice: '9', values: { direccion: 'x' } }, 'lugar'],
    ['a field nobody asked', { kind: 'answer', choice: '1', values: { direccion: 'x', dni: '1' } }, 'dni'],
    [
      'an answer without end',
      { kind: 'answer', choice: '1', values: { direccion: 'x'.repeat(4001) } },
      'direccion',
    ],
    ['a jump to a step never answered', { kind: 'jump', stepId: 'contacto' }, 'contacto'],
    ['a note on a field nobody asked', { kind: 'keep', values: { dni: '1' } }, 'dni'],
  ])('%s is refused by name and changes nothing', (_case, action, name) => {
    const before = structuredClone(atPlace)
    const thrown = thrownBy(() => advanceRun(streetLight, atPlace, action, { at }))
    expect(thrown.code).toBe('invalid-input')
    expect(thrown.message).toContain(name)
    expect(atPlace).toEqual(before)
  })

  test('a step without choices takes none', () => {
    const run = walk(atPlace, ['1', { direccion: 'x' }])
    expect(thrownBy(() => walk(run, ['1'])).code).toBe('invalid-input')
  })

  test('a run that is over takes no more answers', () => {
    const over = walk(startRun(streetLight, start), ['1'], [undefined], [undefined])
    expect(thrownBy(() => walk(over, [undefined])).code).toBe('conflict')
  })

  test('a run is not read with another script', () => {
    const other = { ...streetLight, scriptId: 'otro' }
    expect(thrownBy(() => stepOf(other, atPlace)).code).toBe('invalid-input')
  })
})

describe('going back', () => {
  const back: RunAction = { kind: 'back' }
  const step = (run: ScriptRun, ...actions: RunAction[]) =>
    actions.reduce((before, action) => advanceRun(streetLight, before, action, { at }), run)

  test('the answer given is waiting, and answering again goes on from there', () => {
    const run = step(walk(startRun(streetLight, start), ...toTheEnd), back, back)
    expect(run.current).toBe('cuantas')
    expect(run.remembered['cuantas']?.values).toEqual({ cuantas: '4' })
    expect(run.remembered['contacto']?.values['nombre']).toBe('Ana')
  })

  test('at the first step it stays there', () => {
    const run = startRun(streetLight, start)
    expect(step(run, back)).toEqual(run)
  })

  test('a completed run opens again with its last answer remembered', () => {
    const over = walk(startRun(streetLight, start), ...toTheEnd, [undefined, { nota: 'gracias' }])
    const open = step(over, back)
    expect(open).not.toHaveProperty('completedAt')
    expect(open).toMatchObject({ current: 'fin', remembered: { fin: { values: { nota: 'gracias' } } } })
  })

  test('to look at the first answer and return takes two jumps and loses nothing', () => {
    const run = walk(startRun(streetLight, start), ...toTheEnd)
    const looked = step(run, { kind: 'jump', stepId: 'riesgo' })
    expect(looked).toMatchObject({ current: 'riesgo', path: [] })
    const returned = step(looked, { kind: 'jump', stepId: 'contacto' })
    expect(returned.path).toEqual(run.path.slice(0, -1))
  })

  test('after another branch, the answers of the first one no longer count but are kept', () => {
    const run = step(walk(startRun(streetLight, start), ...toTheEnd), { kind: 'jump', stepId: 'lugar' })
    const other = walk(run, ['1', { direccion: 'Calle Real 5' }], [undefined, { nombre: 'Ana' }])
    expect(outcomeOf(streetLight, other)?.attributes).not.toHaveProperty('cuantas')
    expect(answersOf(streetLight, other).map((answer) => answer.step.stepId)).not.toContain('cuantas')
    expect(other.remembered['cuantas']?.values).toEqual({ cuantas: '4' })
  })

  test('what is typed before answering survives a reload of the page', () => {
    const run = step(walk(startRun(streetLight, start), ['2']), {
      kind: 'keep',
      values: { direccion: 'Calle R' },
    })
    expect(run.current).toBe('lugar')
    expect(run.remembered['lugar']?.values).toEqual({ direccion: 'Calle R' })
  })
})

describe('any sequence of moves', () => {
  const value = fc.oneof(fc.constant(''), fc.constant('x'), fc.string({ maxLength: 20 }))
  const values = fc.dictionary(
    fc.constantFrom('direccion', 'referencia', 'cuantas', 'nombre', 'telefono', 'detalle', 'nota'),
    value,
    { maxKeys: 3 },
  )
  const stepId = fc.constantFrom(...streetLight.steps.map((each) => each.stepId), 'nowhere')
  const wild: fc.Arbitrary<RunAction> = fc.oneof(
    fc.record({ kind: fc.constant('answer'), choice: fc.constantFrom('0', '1', '2', '7'), values }),
    fc.record({ kind: fc.constant('keep'), values }),
    fc.record({ kind: fc.constant('jump'), stepId }),
    fc.constant<RunAction>({ kind: 'back' }),
  )
  type Move = { wild: RunAction } | { choose: number; text: string }
  const sensible: fc.Arbitrary<Move> = fc.record({ choose: fc.nat({ max: 2 }), text: value })
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 3, arbitrary: sensible },
    { weight: 1, arbitrary: wild.map((action): Move => ({ wild: action })) },
  )

  /** Most moves fit the step before the agent, so that runs get far; the others are anything. */
  const actionOf = (run: ScriptRun, given: Move): RunAction => {
    if ('wild' in given) return given.wild
    const { choices, fields } = stepOf(streetLight, run)
    const choice = choices[given.choose % Math.max(choices.length, 1)]?.key
    return {
      kind: 'answer',
      values: Object.fromEntries(fields.map((each) => [each.field, given.text])),
      ...(choice === undefined ? {} : { choice }),
    }
  }

  /** Refusals are part of the play: they leave the run as it was. */
  const attempt = (run: ScriptRun, move: RunAction): ScriptRun => {
    try {
      return advanceRun(streetLight, run, move, { at })
    } catch (thrown) {
      if (thrown instanceof DeskError) return run
      throw thrown
    }
  }

  test('never loses an answer, never leaves the script, and survives a crash between any two moves', () => {
    let completed = 0
    const known = streetLight.steps.map((each) => each.stepId)
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const lastGiven = new Map<string, Record<string, string>>()
        let run = startRun(streetLight, start)
        let resumed = run
        for (const given of moves) {
          const action = actionOf(run, given)
          const before = run
          run = attempt(before, action)
          if (run !== before && (action.kind === 'answer' || action.kind === 'keep'))
            lastGiven.set(before.current, action.values)

          expect(known).toContain(run.current)
          for (const left of run.path) expect(known).toContain(left.stepId)
          for (const [answered, values] of lastGiven) {
            const held = run.path.find((left) => left.stepId === answered) ?? run.remembered[answered]
            expect(trimmed(held?.values ?? {})).toEqual(trimmed(values))
          }
          resumed = attempt(ScriptRun.parse(JSON.parse(JSON.stringify(resumed))), action)
          expect(resumed).toEqual(run)
          expect(outcomeOf(streetLight, run) === undefined).toBe(stepOf(streetLight, run).end === undefined)
        }
        if (run.completedAt !== undefined) completed += 1
      }),
      { numRuns: 300 },
    )
    expect(completed).toBeGreaterThan(20)
  })
})

describe('which script is offered first', () => {
  const general = { ...streetLight, scriptId: 'informacion', topics: [], queues: ['general'] }
  const scripts = [general, streetLight]

  test.each([
    ['the topic, whatever the queue', { queue: 'general', ivr: { topic: 'alumbrado' } }, 'alumbrado'],
    ['the topic in any capitals', { queue: '', ivr: { tema: ' ALUMBRADO ' } }, 'alumbrado'],
    ['the queue when the topic is unknown', { queue: 'Incidencias', ivr: { topic: '<b>' } }, 'alumbrado'],
    ['the queue when nothing was collected', { queue: 'general', ivr: {} }, 'informacion'],
    ['nothing when neither is known', { queue: 'otra', ivr: { topic: 'otra' } }, undefined],
  ])('%s', (_case, offer, expected) => {
    expect(suggestScript(scripts, offer)).toBe(expected)
  })
})

function trimmed(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value.trim()]))
}

function thrownBy(run: () => unknown): DeskError {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof DeskError) return thrown
  }
  throw new Error('expected a DeskError')
}
