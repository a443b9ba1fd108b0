import { existsSync, readFileSync } from 'node:fs'

export interface Counts {
  passed: number
  failed: number
  skipped: number
  /** All the report names, run or not. */
  listed: number
}

interface Suite {
  specs: unknown[]
  suites?: Suite[]
}

/** Reads Playwright's JSON report; one that was never written counts as nothing. */
export function countStories(report: string): Counts {
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0, listed: 0 }
  const { stats, suites, errors } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
    suites: Suite[]
    errors: unknown[]
  }
  const failed = stats.unexpected + stats.flaky
  return {
    passed: stats.expected,
    failed: failed === 0 ? errors.length : failed,
    skipped: stats.skipped,
    listed: listedIn(suites),
  }
}

function listedIn(suites: readonly Suite[]): number {
  return suites.reduce((sum, suite) => sum + suite.specs.length + listedIn(suite.suites ?? []), 0)
}
