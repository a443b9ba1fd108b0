// Third-party notices of everything that is shipped: `node scripts/notices.ts [FILE]`.
import { existsSync, globSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join, resolve } from 'node:path'

export interface Notice {
  name: string
  version: string
  licence: string
  texts: string[]
}

/**
 * Licences that ask for no more than their notice (MPL-2.0 and OFL-1.1: as long as their files stay as they are,
 * which they do). A licence that is not here stops the package, copyleft or merely unknown.
 */
const accepted: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

interface PackageFile {
  name: string
  version: string
  license?: string | { type: string }
  licenses?: { type: string }[]
  author?: string | { name: string }
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** Throws with every package whose licence is not accepted, so that one run shows them all. */
export function gatherNotices(root: string): Notice[] {
  const notices = new Map<string, Notice>()
  const waiting = shippedDirectly(root).map((name) => ({ name, from: root }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const folder = findPackage(next.name, next.from)
    if (folder === undefined || notices.has(folder)) continue
    const facts = readJson<PackageFile>(join(folder, 'package.json'))
    notices.set(folder, noticeOf(facts, folder))
    for (const name of Object.keys({ ...facts.dependencies, ...facts.optionalDependencies }))
      waiting.push({ name, from: folder })
  }
  const all = [...notices.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const refused = all.filter(({ licence }) => !isAccepted(licence))
  if (refused.length > 0) {
    const list = refused.map(
      ({ name, version, licence }) => `  ${name} ${version}: ${licence || 'no licence'}`,
    )
    throw new Error(
      `These packages may not be shipped:\n${list.join('\n')}\nReplace them, or ask for a decision.`,
    )
  }
  return all
}

/** `A OR B` needs one accepted licence, `A AND B` both; anything else is compared as it stands. */
export function isAccepted(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, ' ').trim()
  if (/ OR /i.test(bare)) return bare.split(/ OR /i).some((part) => isAccepted(part))
  if (/ AND /i.test(bare)) return bare.split(/ AND /i).every((part) => isAccepted(part))
  return accepted.has(bare)
}

export function writeNotices(root: string, file: string): number {
  const notices = gatherNotices(root)
  const rule = '─'.repeat(80)
  const parts = notices.map(({ name, version, licence, texts }) =>
    [rule, `${name} ${version} (${licence})`, '', ...texts].join('\n'),
  )
  const head = 'Ventanilla is made with the following software, shipped under these licences.\n'
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, [head, ...parts, ''].join('\n'))
  return notices.length
}

/** What package.json ships, and what the build puts into pages and preload from their imports. */
function shippedDirectly(root: string): string[] {
  const names = new Set(Object.keys(readJson<PackageFile>(join(root, 'package.json')).dependencies ?? {}))
  for (const path of globSync('src/{renderer,preload,shared}/**/*.{ts,tsx,css}', { cwd: root })) {
    const text = readFileSync(join(root, path), 'utf8')
    for (const [, specifier = ''] of text.matchAll(/(?:from|import|url)\s*\(?\s*['"]([^'"]+)['"]/g)) {
      const name = packageNamed(specifier)
      if (name !== undefined && name !== 'electron') names.add(name)
    }
  }
  return [...names]
}

function packageNamed(specifier: string): string | undefined {
  if (/^[./]|:/.test(specifier) || isBuiltin(specifier)) return undefined
  const [scope = '', name = ''] = specifier.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}

/** As Node looks: in each node_modules from here upwards. An optional dependency may be absent. */
function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(join(found, 'package.json'))) return found
    if (folder === dirname(folder)) return undefined
  }
}

function noticeOf(facts: PackageFile, folder: string): Notice {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|ofl)/i.test(name))
  const texts = names
    .filter((name) => !/\.(js|json|html)$/.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
  const author = typeof facts.author === 'object' ? facts.author.name : facts.author
  return {
    name: facts.name,
    version: facts.version,
    licence: licenceOf(facts),
    texts: texts.length > 0 ? texts : [`Copyright ${author ?? `the authors of ${facts.name}`}`],
  }
}

function licenceOf({ license, licenses }: PackageFile): string {
  if (typeof license === 'string') return license
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? ''
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..')
  const file = resolve(process.argv[2] ?? join(root, 'out', 'THIRD-PARTY-NOTICES.txt'))
  console.log(`${writeNotices(root, file)} packages named in ${file}`)
}
