import { visitCity, type City } from './city.ts'
import { creating } from './creating.ts'
import { describing } from './describing.ts'
import type { Target } from './probe.ts'
import { querying } from './querying.ts'
import { Miss, Skip } from './verdict.ts'

/** One line of the conformance list (S1–S25); `run` gives what came, throws `Miss` or `Skip`. */
export interface Check {
  readonly id: string
  readonly expects: string
  readonly run: (city: City) => Promise<string>
}

export interface Finding {
  readonly id: string
  readonly status: 'pass' | 'fail' | 'skip'
  readonly expected: string
  readonly came: string
}

export interface Report {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly checks: readonly Finding[]
}

const checks: readonly Check[] = [...describing, ...creating, ...querying]

/** Examines any GeoReport v2 server. With a key it files real requests there: use a test endpoint. */
export async function examine(target: Target, tell: (finding: Finding) => void): Promise<Report> {
  const findings: Finding[] = []
  const visited = await visitCity(target).catch((fault: unknown) => outcomeOf(fault).came)
  for (const { id, expects, run } of checks) {
    const outcome =
      typeof visited === 'string'
        ? { status: 'fail' as const, came: visited }
        : await run(visited).then((came) => ({ status: 'pass' as const, came }), outcomeOf)
    const finding = { id, expected: expects, ...outcome }
    findings.push(finding)
    tell(finding)
  }
  const count = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length
  return { passed: count('pass'), failed: count('fail'), skipped: count('skip'), checks: findings }
}

function outcomeOf(fault: unknown): { status: 'fail' | 'skip'; came: string } {
  if (fault instanceof Skip) return { status: 'skip', came: fault.message }
  if (fault instanceof Miss) return { status: 'fail', came: fault.came }
  throw fault
}
