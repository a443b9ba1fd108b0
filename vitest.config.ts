import { defineConfig } from 'vitest/config'

const project = (name: string, limitMs: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    testTimeout: limitMs,
    hookTimeout: limitMs,
  },
})

/**
 * Plain Node for all of them: what needs a browser runs in a real one, under Playwright. The limits catch what
 * hangs, on a busy build machine too; they measure nothing.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    retry: 0,
    allowOnly: false,
    passWithNoTests: true,
    projects: [project('unit', 60_000), project('integration', 120_000), project('electron', 180_000)],
  },
})
