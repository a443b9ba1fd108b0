import { Environment, type ASTNode, type ParseResult } from '@marcbachmann/cel-js'
import type { RunStep } from '../script-run.ts'
import type { ScriptDraft, ScriptField, ScriptStep } from '../script.ts'
import { readAnswer } from './typed-answers.ts'

/**
 * Conditions are CEL (github.com/google/cel-spec): typed, without side effects, without loops. Three names are
 * known: `answer.<field>` as its kind says, `choice.<step>` as its digit in text, `outcome.<step>` as the
 * disposition a called script came back with; and `today`, the day the walk began. A hyphen or dot in a name is written `_`.
 */
type Root = 'answer' | 'choice' | 'outcome'

/** What an expression asks about, so that a question nobody can have answered yet is found. */
export interface Asked {
  root: Root
  name: string
}

export type ConditionFault =
  | { code: 'unknown-answer'; name: string }
  | { code: 'wrong-type'; detail: string }
  | { code: 'syntax'; detail: string }
  | { code: 'not-allowed'; name: string }

export interface CheckedCondition {
  faults: ConditionFault[]
  asks: Asked[]
  type: string | undefined
}

/** Everything of CEL that conditions may use. `matches` is left out: a bad pattern could hold the desk's thread. */
const allowed: ReadonlySet<string> = new Set(
  `has size string int double bool timestamp duration contains startsWith endsWith lowerAscii trim
   getFullYear getMonth getDayOfMonth getDayOfWeek getHours`.split(/\s+/),
)
const limits = { maxAstNodes: 200, maxDepth: 24, maxListElements: 50, maxMapEntries: 0, maxCallArguments: 4 }

/** Programs by script, so that a version's conditions are read once; null where one breaks the rules. */
const compiled = new WeakMap<object, Map<string, ParseResult | null>>()
const environments = new WeakMap<object, Environment>()

/** The name a field or step has inside a condition: CEL's identifiers know no hyphen and no dot. */
export function nameInConditions(name: string): string {
  return name.replace(/[.-]/g, '_')
}

/** Whether a condition can be understood, whether it names only questions of this script, and what it yields. */
export function checkExpression(script: ScriptDraft, source: string): CheckedCondition {
  const environment = environmentOf(script)
  const checked = environment.check(source)
  const syntax = checked.error?.name === 'ParseError' ? checked.error.summary : undefined
  if (syntax !== undefined) return { faults: [{ code: 'syntax', detail: syntax }], asks: [], type: undefined }
  const { asks, calls } = readTree(environment.parse(source).ast)
  const unknown = asks.filter(({ root, name }) => !namesOf(script)[root].has(name))
  const faults: ConditionFault[] = unknown.map(({ root, name }) => ({
    code: 'unknown-answer',
    name: `${root}.${name}`,
  }))
  for (const name of calls) if (!allowed.has(name)) faults.push({ code: 'not-allowed', name })
  const error = checked.error
  if (error && faults.length === 0)
    faults.push(
      error.code === 'unknown_variable' || error.code === 'no_such_key'
        ? { code: 'unknown-answer', name: error.summary.replace(/^[^:]*:\s*/, '') }
        : { code: 'wrong-type', detail: error.summary },
    )
  return { faults, asks, type: checked.type }
}

/** What the answers so far look like from inside an expression. */
export interface Known {
  path: readonly RunStep[]
  /** Dispositions that called scripts came back with, by the step that called. */
  outcomes: ReadonlyMap<string, string>
  /** Now, as an instant with a zone. */
  at: string
}

/** A condition about something nobody has answered does not hold; it never stops the agent. */
export function holds(script: ScriptDraft, source: string, known: Known): boolean {
  return valueOf(script, source, known) === true
}

/** The value of an expression, or undefined where an answer that it needs is not there. */
export function valueOf(script: ScriptDraft, source: string, known: Known): unknown {
  try {
    return programOf(script, source)?.(contextOf(script, known)) as unknown
  } catch {
    return undefined
  }
}

function programOf(script: ScriptDraft, source: string): ParseResult | null {
  const programs = compiled.get(script) ?? new Map<string, ParseResult | null>()
  compiled.set(script, programs)
  const known = programs.get(source)
  if (known !== undefined) return known
  const sound = checkExpression(script, source).faults.length === 0
  const program = sound ? environmentOf(script).parse(source) : null
  programs.set(source, program)
  return program
}

function environmentOf(script: ScriptDraft): Environment {
  const known = environments.get(script)
  if (known) return known
  const { answer, choice, outcome } = namesOf(script)
  const environment = new Environment({ limits })
    .registerVariable({ name: 'answer', schema: Object.fromEntries(answer) })
    .registerVariable({ name: 'choice', schema: Object.fromEntries(choice) })
    .registerVariable({ name: 'outcome', schema: Object.fromEntries(outcome) })
    .registerVariable('today', 'google.protobuf.Timestamp')
    // People write `answer.personas == 4`; CEL alone would ask for 4.0.
    .registerOperator('double == int', (left: number, right: bigint) => left === Number(right))
  environments.set(script, environment)
  return environment
}

function namesOf({ steps }: ScriptDraft): Record<Root, Map<string, string>> {
  const named = (names: readonly string[]) => new Map(names.map((name) => [nameInConditions(name), 'string']))
  return {
    answer: new Map(
      steps.flatMap((step) =>
        step.fields.map((each) => [nameInConditions(each.field), typeOf(each)] as const),
      ),
    ),
    choice: named(steps.filter((step) => step.choices.length > 0).map(({ stepId }) => stepId)),
    outcome: named(steps.filter((step) => step.call !== undefined).map(({ stepId }) => stepId)),
  }
}

function typeOf({ kind }: ScriptField): string {
  if (kind === 'number') return 'double'
  return kind === 'date' ? 'google.protobuf.Timestamp' : 'string'
}

function contextOf(script: ScriptDraft, { path, outcomes, at }: Known): Record<string, unknown> {
  const steps = new Map<string, ScriptStep>(script.steps.map((step) => [step.stepId, step]))
  const answer: Record<string, unknown> = {}
  const choice: Record<string, string> = {}
  for (const left of path) {
    if (left.choice !== undefined) choice[nameInConditions(left.stepId)] = left.choice
    for (const field of steps.get(left.stepId)?.fields ?? []) {
      const read = readAnswer(field, left.values[field.field] ?? '')
      if (read && 'value' in read) answer[nameInConditions(field.field)] = read.value
    }
  }
  const outcome = Object.fromEntries([...outcomes].map(([stepId, how]) => [nameInConditions(stepId), how]))
  return { answer, choice, outcome, today: new Date(at.slice(0, 'YYYY-MM-DD'.length)) }
}

function readTree(root: ASTNode): { asks: Asked[]; calls: string[] } {
  const asks: Asked[] = []
  const calls: string[] = []
  const roots: ReadonlySet<string> = new Set(['answer', 'choice', 'outcome'])
  const walk = (node: ASTNode): void => {
    if (node.op === '.' && node.args[0].op === 'id' && roots.has(node.args[0].args)) {
      asks.push({ root: node.args[0].args as Root, name: node.args[1] })
      return
    }
    if (node.op === 'call' || node.op === 'rcall') calls.push(node.args[0])
    for (const child of childrenOf(node.args)) walk(child)
  }
  walk(root)
  return { asks, calls }
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap((each: unknown) => childrenOf(each))
  return isNode(args) ? [args] : []
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}
