// `npm test`: from a fresh clone by itself. Vitest (unit, integration, electron), then Playwright (e2e) in the
// installed browser. The last line sums both; it is red where something failed or where nothing ran.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ensureBrowser, ensureBuilt, ensureInstalled, projectNode, root } from './ensure.mjs'

/** A suite that hangs must not hold a build machine for ever, ms. */
const longestSuiteMs = 25 * 60_000

await ensureInstalled()
await ensureBuilt()
const browser = await ensureBrowser()
const reports = join(root, '.cache', 'reports')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const counts = [runVitest(), runPlaywright()]
const sum = (name) => counts.reduce((total, count) => total + count[name], 0)
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(sum)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
// Said once more at the end: of a long log, often only the end is kept.
for (const count of counts) for (const failure of count.failures) console.log(failure)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)

function runVitest() {
  const report = join(reports, 'vitest.json')
  const ended = run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  return countFrom(report, ended, (json) => {
    const failedFiles = json.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    )
    return {
      passed: json.numPassedTests,
      failed: json.numFailedTests + failedFiles.length,
      skipped: json.numPendingTests + json.numTodoTests,
      failures: [...failedFiles.map(wordsOfFile), ...json.testResults.flatMap(wordsOfTests)],
    }
  })
}

function runPlaywright() {
  const report = join(reports, 'playwright.json')
  const ended = run('@playwright/test/cli.js', ['test', '--reporter=list,json', '--pass-with-no-tests'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    VENTANILLA_BROWSER: browser,
  })
  return countFrom(report, ended, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
    failures: errors.map((error) => `FAILED playwright\n${shortened(error.message ?? '')}`),
  }))
}

/** One failed vitest file that could not even be loaded. */
function wordsOfFile(file) {
  return `FAILED ${relative(root, file.name)}\n${shortened(file.message)}`
}

function wordsOfTests(file) {
  return file.assertionResults
    .filter((test) => test.status === 'failed')
    .map(
      (test) =>
        `FAILED ${relative(root, file.name)} › ${test.fullName}\n${shortened(test.failureMessages.join('\n'))}`,
    )
}

/** The first lines of an error: what was expected, what came, and where. */
function shortened(message) {
  return message.split('\n').slice(0, 12).join('\n')
}

/** A suite that ended badly without a failed test in its report failed all the same: once. */
function countFrom(report, ended, read) {
  const count = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0, failures: [] }
  return ended === 0 || count.failed > 0
    ? count
    : { ...count, failed: 1, failures: [`FAILED ${relative(root, report)}: the suite ended with ${ended}`] }
}

function run(script, args, environment = {}) {
  const { status, error } = spawnSync(projectNode(), [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: longestSuiteMs,
    env: { ...process.env, ...environment },
  })
  if (error) console.error(`${script}: ${error.message}`)
  return status ?? 1
}
