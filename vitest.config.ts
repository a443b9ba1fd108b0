import { defineConfig } from 'vitest/config'

const project = (name: string, limitMs: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    testTimeout: limitMs,
    hookTimeout: limitMs,
  },
})

/** Plain Node for all of them: what needs a browser runs in a real one, under Playwright. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    retry: 0,
    allowOnly: false,
    passWithNoTests: true,
    projects: [project('unit', 10_000), project('integration', 30_000), project('electron', 120_000)],
  },
})
