import * as fc from 'fast-check'
import { isDeepStrictEqual as equal } from 'node:util'
import { expect, test } from 'vitest'
import { advanceRun, outcomeOf, startRun, stepOf } from '../../../src/shared/domain/run-script.ts'
import { ScriptRun, type RunAction } from '../../../src/shared/domain/script-run.ts'
import { Script } from '../../../src/shared/domain/script.ts'
import { checkScript } from '../../../src/shared/domain/scripts/check-script.ts'
import { composeScript, type WalkedScript } from '../../../src/shared/domain/scripts/compose.ts'
import { viewOf } from '../../../src/shared/domain/scripts/run-view.ts'
import { DeskError } from '../../../src/shared/errors.ts'
import { aScript, today } from './a-script.ts'

const at = `${today}T10:00:00Z`
const samples = {
  text: ['Ana', 'x'],
  'long-text': ['Vive sola', '<b>'],
  number: ['0', '3', '12'],
  date: [today, '01/11/2026'],
  phone: ['0991234567', '+34957769626'],
  address: ['Calle Real 5'],
  document: ['1710034065', '12345678Z'],
} as const
const kinds = Object.keys(samples) as (keyof typeof samples)[]

interface Plan {
  kind: 'choices' | 'next' | 'call'
  fields: (keyof typeof samples)[]
  targets: number[]
  branch: number | undefined
  protectedEnd: boolean
}

const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom('choices', 'next', 'call'),
  fields: fc.array(fc.constantFrom(...kinds), { maxLength: 2 }),
  targets: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 3 }),
  branch: fc.option(fc.nat({ max: 9 }), { nil: undefined }),
  protectedEnd: fc.boolean(),
})

/** Steps that only lead further on, each one to its neighbour at least: every step is reached, no way comes back. */
function scriptFrom(scriptId: string, plans: readonly Plan[], called: string | undefined): Script {
  const name = (index: number) => `p${Math.min(index, plans.length)}`
  const asked: string[] = []
  const steps = plans.map(({ kind, fields, targets, branch }, index) => {
    const further = (offset: number) => name(index + 1 + offset)
    const stepId = name(index)
    const fieldsHere = fields.map((each, at) => ({
      field: `c${index}-${at}`,
      label: `Dato ${at}`,
      kind: each,
    }))
    for (const { field, kind: each } of fieldsHere)
      if (each === 'number') asked.push(`answer.${field.replace('-', '_')} > 2`)
    const when = asked.at(-1)
    const branches =
      branch !== undefined && when !== undefined ? { branches: [{ when, next: further(branch) }] } : {}
    const step = { stepId, title: `Paso ${index}`, say: ['Diga.'], fields: fieldsHere, ...branches }
    if (kind === 'choices')
      return {
        ...step,
        choices: [0, ...targets].map((offset, at) => ({
          key: String(at + 1),
          label: `R${at}`,
          next: further(offset),
        })),
      }
    return {
      ...step,
      next: further(0),
      ...(kind === 'call' && called !== undefined ? { call: { scriptId: called } } : {}),
    }
  })
  const disposition = plans[0]?.protectedEnd === true ? 'VIO' : 'INF'
  const end = { stepId: name(plans.length), title: 'Fin', end: { disposition, summary: 'Fin.' } }
  return Script.parse(aScript([...steps, end], { scriptId, start: 'p0' }))
}

const walked: fc.Arbitrary<{ script: Script; inner: Script; composed: WalkedScript }> = fc
  .tuple(fc.array(plan, { minLength: 1, maxLength: 5 }), fc.array(plan, { minLength: 1, maxLength: 3 }))
  .map(([outerPlans, innerPlans]) => {
    const inner = scriptFrom('dentro', innerPlans, undefined)
    const script = scriptFrom('fuera', outerPlans, 'dentro')
    return { script, inner, composed: composeScript(script, () => inner, at) }
  })

/** The steps of one complete walk, chosen by `pick`; throws where a way leads nowhere. */
function ended(script: WalkedScript, pick: (from: number) => number): ScriptRun {
  let run = startRun(script, { runId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', at })
  for (let moves = 0; run.completedAt === undefined; moves += 1) {
    if (moves > script.steps.length) throw new Error('The walk does not end.')
    run = advanceRun(script, run, forward(script, run, pick), { at, country: 'EC' })
  }
  return run
}

function forward(script: WalkedScript, run: ScriptRun, pick: (from: number) => number): RunAction {
  const { choices, fields } = stepOf(script, run)
  const values = Object.fromEntries(
    fields.map(({ field, kind }) => [field, ['', ...samples[kind]][pick(samples[kind].length + 1)] ?? '']),
  )
  const choice = choices[pick(choices.length)]?.key
  return { kind: 'answer', values, ...(choice === undefined ? {} : { choice }) }
}

/** Every way through, by trying each choice and each sample once: counts up like an odometer. */
function everyWay(script: WalkedScript, most: number): ScriptRun[] {
  const runs: ScriptRun[] = []
  let digits: number[] = []
  while (runs.length < most) {
    const sizes: number[] = []
    runs.push(
      ended(script, (from) => {
        sizes.push(Math.max(from, 1))
        return digits[sizes.length - 1] ?? 0
      }),
    )
    const next = sizes.map((_, index) => digits[index] ?? 0)
    let place = next.length - 1
    while (place >= 0 && (next[place] ?? 0) + 1 >= (sizes[place] ?? 1)) place -= 1
    if (place < 0) break
    digits = [...next.slice(0, place), (next[place] ?? 0) + 1]
  }
  return runs
}

test('a script without findings ends in a defined outcome on every way through it', () => {
  let ways = 0
  fc.assert(
    fc.property(walked, ({ script, inner, composed }) => {
      const scriptOf = (id: string) => (id === 'dentro' ? inner : undefined)
      expect(checkScript(script, { today, scriptOf })).toEqual([])
      for (const run of everyWay(composed, 120)) {
        ways += 1
        expect(outcomeOf(composed, run)).toMatchObject({ summary: 'Fin.' })
        expect(viewOf(composed, run).trail.map(({ stepId }) => stepId)).toEqual(
          run.path.map(({ stepId }) => stepId),
        )
      }
    }),
    { numRuns: 80 },
  )
  expect(ways).toBeGreaterThan(1000)
})

test('no answer is lost by any sequence of next, back, jump, typing, crash and resume', () => {
  const move = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('next' as const),
        picks: fc.array(fc.nat({ max: 6 }), { minLength: 5, maxLength: 5 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('back' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('jump' as const), to: fc.nat({ max: 20 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('keep' as const), text: fc.string({ maxLength: 12 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
  )
  let kept = 0
  fc.assert(
    fc.property(walked, fc.array(move, { maxLength: 30 }), ({ script, inner, composed }, moves) => {
      let using: WalkedScript = composed
      let run = startRun(composed, { runId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', at })
      const given = new Map<string, Record<string, string>>()
      for (const each of moves) {
        const before = run
        if (each.kind === 'crash') {
          run = ScriptRun.parse(JSON.parse(JSON.stringify(run)))
          using = composeScript(Script.parse(JSON.parse(JSON.stringify(script))), () => inner, run.startedAt)
        } else {
          const action = actionOf(using, run, each)
          run = attempt(using, run, action)
          const told = action.kind === 'answer' || action.kind === 'keep'
          if (run !== before && told) given.set(before.current, action.values)
        }
        expect({ kind: each.kind, same: equal(run, before) }).not.toEqual({ kind: 'crash', same: false })
        for (const [stepId, values] of given) {
          const held = run.path.find((left) => left.stepId === stepId) ?? run.remembered[stepId]
          expect(trimmed(held?.values)).toEqual(trimmed(values))
          kept += 1
        }
        expect(viewOf(using, run).step.stepId).toBe(run.current)
      }
    }),
    { numRuns: 300 },
  )
  expect(kept).toBeGreaterThan(1000)
})

type Move =
  | { kind: 'next'; picks: number[] }
  | { kind: 'back' }
  | { kind: 'jump'; to: number }
  | { kind: 'keep'; text: string }

function actionOf(script: WalkedScript, run: ScriptRun, move: Move): RunAction {
  switch (move.kind) {
    case 'back':
      return { kind: 'back' }
    case 'keep':
      return {
        kind: 'keep',
        values: Object.fromEntries(stepOf(script, run).fields.map(({ field }) => [field, move.text])),
      }
    case 'jump':
      return { kind: 'jump', stepId: script.steps[move.to % script.steps.length]?.stepId ?? '' }
    case 'next': {
      let at = 0
      return forward(script, run, (from) => (move.picks[at++ % move.picks.length] ?? 0) % Math.max(from, 1))
    }
  }
}

/** A refusal is part of the play: it leaves the walk as it was. */
function attempt(script: WalkedScript, run: ScriptRun, action: RunAction): ScriptRun {
  try {
    return advanceRun(script, run, action, { at, country: 'EC' })
  } catch (thrown) {
    if (thrown instanceof DeskError) return run
    throw thrown
  }
}

function trimmed(values: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([field, value]) => [field, value.trim()]))
}
