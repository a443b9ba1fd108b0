import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHouse, judgeDependencies, judgeTypes, type House } from './planted-house.ts'

/**
 * One violation of each rule, planted in small houses that carry the project's own configuration. A sound house
 * beside them passes, so that a rule that refuses everything is found too.
 */
const plain = 'export const here = 1\n'
const needs = (path: string): string => `import * as other from '${path}'\nexport const uses = other\n`
const inMain = '../main/core.ts'

/** Rule, file that breaks it, what that file says. */
const planted: [rule: string, file: string, text: string][] = [
  ['shared-imports-nothing', 'src/shared/reaches-main.ts', needs(inMain)],
  ['shared-imports-nothing', 'src/shared/takes-a-package.ts', needs('fastify')],
  ['main-meets-others-in-shared', 'src/main/reaches-backend.ts', needs('../backend/app.ts')],
  ['preload-meets-others-in-shared', 'src/preload/reaches-main.ts', needs(inMain)],
  ['renderer-meets-others-in-shared', 'src/renderer/reaches-main.ts', needs(inMain)],
  ['backend-meets-others-in-shared', 'src/backend/reaches-main.ts', needs(inMain)],
  ['demo-meets-others-in-shared', 'src/demo/reaches-backend.ts', needs('../backend/app.ts')],
  ['demo-city-composes-the-backend-only', 'src/demo/city.ts', needs(inMain)],
  ['core-knows-no-host', 'src/main/knows-a-host.ts', needs('./hosts/browser/window.ts')],
  ['hosts-do-not-know-each-other', 'src/main/hosts/electron/bad.ts', needs('../browser/window.ts')],
  ['features-do-not-know-each-other', 'src/main/features/shifts.ts', needs('./calls.ts')],
  ['features-do-not-know-each-other', 'src/main/features/callsigns/list.ts', needs('../calls.ts')],
  ['features-do-not-know-each-other', 'src/renderer/desk/features/line/bad.ts', needs('../script/step.ts')],
  ['features-know-no-wire', 'src/main/features/asks-a-wire.ts', needs('../wires/house.ts')],
  ['desk-does-not-know-voice', 'src/renderer/desk/reaches-voice.ts', needs('../voice/line.ts')],
  ['voice-does-not-know-desk', 'src/renderer/voice/reaches-desk.ts', needs('../desk/app.ts')],
  ['electron-has-one-owner', 'src/main/takes-electron.ts', needs('electron')],
  ['electron-has-one-owner', 'src/main/hosts/browser/takes-electron.ts', needs('electron')],
  ['jssip-has-one-owner', 'src/renderer/desk/takes-jssip.ts', needs('jssip')],
  ['better-sqlite3-has-one-owner', 'src/main/features/takes-sqlite.ts', needs('better-sqlite3')],
  ['no-zod-in-pages', 'src/renderer/desk/takes-zod.ts', needs('zod')],
  ['no-node-in-shared-and-pages', 'src/shared/takes-node.ts', needs('node:fs')],
  ['no-node-in-shared-and-pages', 'src/renderer/desk/takes-node.ts', needs('node:fs')],
  ['source-uses-no-scripts', 'src/main/takes-a-script.ts', needs('../../scripts/tool.mjs')],
  ['nothing-unresolvable', 'src/main/reaches-nothing.ts', needs('./not-there.ts')],
  ['only-declared-packages', 'src/main/takes-undeclared.ts', needs('acorn')],
  ['no-orphans', 'src/main/forgotten.ts', plain],
]

/** Seen only in what really loads, after types are gone. */
const plantedInLoading: typeof planted = [
  ['no-circular', 'src/main/egg.ts', needs('./hen.ts')],
  ['zod-reaches-no-page', 'src/renderer/desk/takes-a-schema.ts', needs('../../shared/schema.ts')],
]

/** What tsc refuses: a runtime's own `lib`, `types` and references. */
const plantedForTypes: [code: string, file: string, text: string][] = [
  ['TS2584', 'src/main/uses-dom.ts', 'export const title = document.title\n'],
  ['TS2591', 'src/shared/uses-node.ts', 'export const folder = process.cwd()\n'],
  ['TS2584', 'src/shared/uses-dom.ts', 'export const title = document.title\n'],
  ['TS2591', 'src/renderer/uses-node.ts', "export const bytes = Buffer.from('a')\n"],
  ['TS2591', 'src/preload/uses-node.ts', 'export const folder = process.cwd()\n'],
  ['TS6307', 'src/backend/reaches-core.ts', needs(inMain)],
  ['TS6307', 'src/shared/reaches-core.ts', needs(inMain)],
]

const sound: Record<string, string> = {
  'src/shared/schema.ts':
    "import { z } from 'zod'\nexport const Word = z.string()\nexport type Word = string\n",
  'src/main/main.ts': `${needs('./core.ts')}export { open } from './open.ts'\n`,
  'src/main/core.ts': `${needs('./wires/house.ts')}export * from './features/calls.ts'\n`,
  'src/main/wires/house.ts': plain,
  'src/main/features/calls.ts': plain,
  'src/main/open.ts':
    "import { migrate } from './migrate.ts'\nexport type Db = 1\nexport const open = () => migrate(1)\n",
  'src/main/migrate.ts': "import type { Db } from './open.ts'\nexport const migrate = (db: Db) => db\n",
  'src/main/hosts/browser/main.ts': `${needs('./window.ts')}export * from '../../core.ts'\n`,
  'src/main/hosts/browser/window.ts': plain,
  'src/renderer/desk/app.ts':
    "import type { Word } from '../../shared/schema.ts'\nexport const word: Word = ''\n",
  'src/renderer/desk/main.ts': `${needs('./app.ts')}export * from './features/script/step.ts'\n`,
  'src/renderer/desk/features/script/step.ts': plain,
  'src/renderer/voice/main.ts': needs('./line.ts'),
  'src/renderer/voice/line.ts': plain,
  'src/backend/main.ts': needs('./app.ts'),
  'src/backend/app.ts': plain,
  'src/demo/main.ts': plain,
  'src/preload/main.ts': plain,
}

let soundHouse: House
let brokenHouse: House
/** Apart: a package planted in shared would bring Node's types along and hide what the compiler must refuse. */
let mistypedHouse: House
beforeAll(() => {
  soundHouse = buildHouse(sound)
  const texts = (violations: typeof planted) =>
    Object.fromEntries(violations.map(([, file, text]) => [file, text]))
  mistypedHouse = buildHouse({ ...sound, ...texts(plantedForTypes) })
  brokenHouse = buildHouse({
    ...sound,
    'scripts/tool.mjs': plain,
    'src/main/hen.ts': "import { uses } from './egg.ts'\nexport const laid = uses\n",
    ...texts([...planted, ...plantedInLoading]),
  })
})
afterAll(() => {
  soundHouse.remove()
  brokenHouse.remove()
  mistypedHouse.remove()
})

test('a sound house passes, with types that cross in a circle and reach a page', () => {
  expect(judgeDependencies(soundHouse, '.dependency-cruiser.cjs')).toEqual([])
  expect(judgeDependencies(soundHouse, '.dependency-cruiser.runtime.cjs')).toEqual([])
  expect(judgeTypes(soundHouse)).toEqual([])
}, 60_000)

test('each planted violation is found by its own rule', () => {
  const found = judgeDependencies(brokenHouse, '.dependency-cruiser.cjs')
  for (const [rule, file] of planted) expect(found).toContainEqual({ rule, file })
}, 60_000)

test('each violation that shows only when types are gone is found', () => {
  const found = judgeDependencies(brokenHouse, '.dependency-cruiser.runtime.cjs')
  for (const [rule, file] of plantedInLoading) expect(found).toContainEqual({ rule, file })
}, 60_000)

test('no rule is without a planted violation', () => {
  const rules = ['.dependency-cruiser.cjs', '.dependency-cruiser.runtime.cjs'].flatMap(brokenHouse.rules)
  const broken = new Set([...planted, ...plantedInLoading].map(([rule]) => rule))
  expect(rules.filter((rule) => !broken.has(rule))).toEqual([])
})

test('each runtime’s compiler knows only what exists there', () => {
  const found = judgeTypes(mistypedHouse)
  for (const [rule, file] of plantedForTypes) expect(found).toContainEqual({ rule, file })
}, 60_000)
