// `npm run check`: types, lint, dependency rule, format and strings. Says only what is wrong, then one line.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, projectNode, root } from './ensure.mjs'

const packaged = (...path) => join(root, 'node_modules', ...path)
const cruise = packaged('dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
const sources = ['src', 'test', 'scripts']

const steps = [
  { name: 'types', script: packaged('typescript', 'bin', 'tsc'), args: ['-b'] },
  {
    name: 'lint',
    script: packaged('oxlint', 'bin', 'oxlint'),
    args: ['--type-aware', '--deny-warnings', '--format=unix', ...sources],
  },
  {
    name: 'dependencies',
    script: cruise,
    args: [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err-long',
      ...sources,
      'playwright.config.ts',
    ],
  },
  {
    name: 'load order',
    script: cruise,
    args: [
      '--config',
      '.dependency-cruiser.runtime.cjs',
      '--output-type',
      'err-long',
      ...sources,
      'playwright.config.ts',
    ],
  },
  {
    name: 'format',
    script: packaged('prettier', 'bin', 'prettier.cjs'),
    args: ['--check', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier', '.'],
  },
  { name: 'strings', script: join(root, 'scripts', 'check-strings.mjs'), args: [] },
]

/** Two at a time: enough for two cores, and tsc and the type-aware linter are the long ones. */
const lanes = 2

await ensureInstalled()
const startedAt = Date.now()
const waiting = [...steps]
const failed = []
await Promise.all(Array.from({ length: lanes }, workThrough))
const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
console.log(
  failed.length === 0
    ? `check: ${steps.map((step) => step.name).join(', ')} in order (${seconds} s)`
    : `check: ${failed.join(', ')} failed (${seconds} s)`,
)
process.exitCode = failed.length === 0 ? 0 : 1

async function workThrough() {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const { code, output } = await run(step)
    if (code === 0) continue
    failed.push(step.name)
    console.error(`── ${step.name} ──\n${output.trim()}\n`)
  }
}

function run({ script, args }) {
  return new Promise((resolve) => {
    const child = spawn(projectNode(), [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
