import { defineConfig } from '@playwright/test'
import { browserOfTheLab } from './stand/browser-of-the-lab.ts'

/** One story after the other: the exchange, the network and the citizen’s telephone are there once. */
export default defineConfig({
  testDir: 'stories',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results/lab',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'es-EC',
    launchOptions: browserOfTheLab,
  },
})
