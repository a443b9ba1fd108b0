import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '..', '..', '..')
const configuration = [
  '.dependency-cruiser.cjs',
  '.dependency-cruiser.runtime.cjs',
  'package.json',
  'tsconfig.base.json',
]

export interface Violation {
  rule: string
  file: string
}

export interface House {
  readonly folder: string
  /** Names of the rules in one of the project's rule files. */
  rules(config: string): string[]
  remove(): void
}

/** A throw-away tree with the project's own rules, compiler settings and packages, and other sources. */
export function buildHouse(files: Record<string, string>): House {
  const folder = mkdtempSync(join(tmpdir(), 'house-'))
  const runtimes = globSync('src/*/tsconfig.json', { cwd: root })
  for (const file of [...configuration, ...runtimes]) cpSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const references = runtimes.map((file) => ({ path: dirname(file) }))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ files: [], references }))
  return {
    folder,
    rules: (config) =>
      RuleFile.parse(createRequire(import.meta.url)(join(root, config))).forbidden.map((rule) => rule.name),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

const RuleFile = z.object({ forbidden: z.array(z.object({ name: z.string() })) })
const Judgement = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

/** What dependency-cruiser finds. It reports some rules at every file of a path: each file once is enough. */
export function judgeDependencies(house: House, config: string): Violation[] {
  const judged = run(house, 'dependency-cruiser/bin/dependency-cruiser.mjs', [
    '--config',
    config,
    '--output-type',
    'json',
    'src',
  ])
  const { summary } = Judgement.parse(JSON.parse(judged))
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, file: from }))
}

/** What the compiler finds: its code and the file. */
export function judgeTypes(house: House): Violation[] {
  const judged = run(house, 'typescript/bin/tsc', ['-b', '--pretty', 'false'])
  return [...judged.matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+):/gm)].map(([, file = '', rule = '']) => ({
    rule,
    file,
  }))
}

function run(house: House, script: string, args: string[]): string {
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', script), ...args],
    {
      cwd: house.folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  if (error) throw error
  if (stderr) throw new Error(stderr)
  return stdout
}
