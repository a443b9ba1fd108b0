import { describe, expect, test } from 'vitest'
import {
  linesOf,
  linksOf,
  wayOnOf,
  withNewStep,
  withoutStep,
  withStep,
  withWayOn,
} from '../../../src/renderer/desk/features/script/editor/edit-script.ts'
import { layOut, nodeSize } from '../../../src/renderer/desk/features/script/editor/lay-out.ts'
import { aScript, anEnd } from '../scripts/a-script.ts'

const script = aScript(
  [
    {
      stepId: 'uno',
      title: 'Uno',
      say: ['Hola.'],
      fields: [{ field: 'personas', label: 'Personas', kind: 'number' }],
      choices: [
        { key: '1', label: 'Sí', next: 'dos' },
        { key: '2', label: 'No', next: 'fin' },
      ],
      branches: [{ when: 'answer.personas > 4', next: 'dos' }],
    },
    { stepId: 'dos', title: 'Dos', say: ['Bien.'], next: 'fin' },
    anEnd(),
  ],
  { overdueStart: 'dos' },
)
const stepOf = (stepId: string, of = script) => {
  const step = of.steps.find((each) => each.stepId === stepId)
  if (!step) throw new Error(`no step ${stepId}`)
  return step
}

describe('editing a script', () => {
  test('a renamed step takes its links along, from choices, branches, next and the starts', () => {
    const renamed = withStep(script, 'dos', { ...stepOf('dos'), stepId: 'segundo' })
    expect(linksOf(stepOf('uno', renamed)).map(({ to }) => to)).toEqual(['segundo', 'segundo', 'fin'])
    expect(renamed).toMatchObject({ start: 'uno', overdueStart: 'segundo' })
    const first = withStep(script, 'uno', { ...stepOf('uno'), stepId: 'inicio' })
    expect(first.start).toBe('inicio')
  })

  test('a new step stands behind the chosen one under a name of its own, and leads nowhere yet', () => {
    const [once, first] = withNewStep(script, 'uno', 'Nuevo')
    const [twice, second] = withNewStep(once, 'uno', 'Nuevo')
    expect(twice.steps.map(({ stepId }) => stepId)).toEqual(['uno', second, first, 'dos', 'fin'])
    expect(first).not.toBe(second)
    expect(linksOf(stepOf(first, twice))).toEqual([])
  })

  test('a removed step leaves its links to be found, and the last step stays', () => {
    expect(linksOf(stepOf('uno', withoutStep(script, 'dos'))).map(({ to }) => to)).toContain('dos')
    const lone = aScript([anEnd('uno')])
    expect(withoutStep(lone, 'uno')).toBe(lone)
  })

  test.each(['choices', 'next', 'end'] as const)(
    'a step that goes on by %s goes on by nothing else',
    (way) => {
      for (const before of script.steps) {
        const step = withWayOn(before, way, 'uno')
        expect(wayOnOf(step)).toBe(way)
        const ways = [step.choices.length > 0, step.next !== undefined, step.end !== undefined]
        expect(ways.filter(Boolean)).toHaveLength(1)
      }
    },
  )

  test('an ending keeps no condition that would lead past it', () => {
    expect(withWayOn(stepOf('uno'), 'end', 'uno')).not.toHaveProperty('branches')
  })

  test('a line being typed is not a line yet', () => {
    expect(linesOf('Hola.\n\n  \n¿Dónde vive?\n')).toEqual(['Hola.', '¿Dónde vive?'])
  })
})

describe('the drawing', () => {
  test('goes down as the script is walked, and no two steps cover each other', () => {
    const places = layOut(script)
    const at = (stepId: string) => places.get(stepId) ?? { x: Number.NaN, y: Number.NaN }
    expect(at('uno').y).toBeLessThan(at('dos').y)
    expect(at('dos').y).toBeLessThan(at('fin').y)
    const all = [...places.values()]
    const covered = all.filter((one, index) =>
      all.some(
        (other, also) =>
          also !== index &&
          Math.abs(one.x - other.x) < nodeSize.width &&
          Math.abs(one.y - other.y) < nodeSize.height,
      ),
    )
    expect(covered).toEqual([])
  })

  test('a link to a step that is not there is left out', () => {
    expect([...layOut(withoutStep(script, 'dos')).keys()]).toEqual(['uno', 'fin'])
  })
})
