/**
 * The dependency rule of the house (ARCHITECTURE.md). TypeScript's project references say the same about
 * runtimes; this says it about folders. `test/unit/house` plants one violation of each and sees it refused.
 */
const runtime = (folder) => `^src/${folder}/`
const packageFolder = (name) => `(^|/)node_modules/${name}(/|$)`

/** Packages without DOM, Node or side effects: they run wherever shared does. */
const plainPackages = [
  '@orama/stemmers',
  'zod',
  'jsonc-parser',
  'libphonenumber-js',
  '@marcbachmann/cel-js',
  'rrule-temporal',
]

const runtimesMeetOnlyInShared = ['main', 'preload', 'renderer', 'backend', 'demo'].map((folder) => ({
  name: `${folder}-meets-others-in-shared`,
  comment: `src/${folder} may use src/shared and itself; the other runtimes are reached over a wire.`,
  severity: 'error',
  from: { path: runtime(folder), pathNot: folder === 'demo' ? '^src/demo/city\\.ts$' : undefined },
  to: { path: '^src/', pathNot: [runtime('shared'), runtime(folder)] },
}))

/** A package that only one place may know, so that it can be replaced there. */
const oneOwner = (name, packages, owners) => ({
  name: `${name}-has-one-owner`,
  comment: `Only ${owners.join(' and ')} may import ${packages.join(', ')}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: owners },
  to: { path: packages.flatMap((each) => [packageFolder(each), `^${each}$`]) },
})

module.exports = {
  forbidden: [
    {
      name: 'shared-imports-nothing',
      comment: 'src/shared is the language of all parts: itself, and packages that are plain ES everywhere.',
      severity: 'error',
      from: { path: runtime('shared') },
      to: { pathNot: [runtime('shared'), ...plainPackages.map(packageFolder)] },
    },
    ...runtimesMeetOnlyInShared,
    {
      name: 'demo-city-composes-the-backend-only',
      comment: 'src/demo/city.ts is the one place where demo and backend meet.',
      severity: 'error',
      from: { path: '^src/demo/city\\.ts$' },
      to: { path: '^src/', pathNot: [runtime('shared'), runtime('demo'), runtime('backend')] },
    },
    {
      name: 'core-knows-no-host',
      comment: 'A host knows the core; the core knows only Port and Shell.',
      severity: 'error',
      from: { path: runtime('main'), pathNot: '^src/main/hosts/' },
      to: { path: '^src/main/hosts/' },
    },
    {
      name: 'hosts-do-not-know-each-other',
      comment: 'What two hosts share lies in src/main/hosts itself.',
      severity: 'error',
      from: { path: '^src/main/hosts/([^/]+)/' },
      to: { path: '^src/main/hosts/[^/]+/', pathNot: '^src/main/hosts/$1/' },
    },
    {
      name: 'features-do-not-know-each-other',
      comment: 'What two features share belongs below them (db, sync, domain), not in one of them.',
      severity: 'error',
      from: { path: '^src/(main|backend|renderer/desk)/features/([^/.]+)' },
      to: { path: '^src/$1/features/', pathNot: '^src/$1/features/$2([/.]|$)' },
    },
    {
      name: 'features-know-no-wire',
      comment: 'A wire joins features; a feature is given what it needs and can be read alone.',
      severity: 'error',
      from: { path: '^src/main/(features|sync|db)/' },
      to: { path: '^src/main/(wires/|features\\.ts$)' },
    },
    {
      name: 'desk-does-not-know-voice',
      comment: 'The voice page talks, the desk page shows; they meet in the core.',
      severity: 'error',
      from: { path: '^src/renderer/desk/' },
      to: { path: '^src/renderer/voice/' },
    },
    {
      name: 'voice-does-not-know-desk',
      comment: 'The desk page may reload or crash while the voice page goes on.',
      severity: 'error',
      from: { path: '^src/renderer/voice/' },
      to: { path: '^src/renderer/desk/' },
    },
    oneOwner('electron', ['electron'], ['^src/main/hosts/electron/', '^src/preload/']),
    oneOwner('jssip', ['jssip'], ['^src/renderer/voice/']),
    oneOwner('better-sqlite3', ['better-sqlite3(-multiple-ciphers)?'], ['^src/main/db/']),
    {
      name: 'no-zod-in-pages',
      comment:
        'The core validates; the pages take the types alone (a quarter of their first load otherwise).',
      severity: 'error',
      from: { path: runtime('renderer') },
      to: { path: packageFolder('zod'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-node-in-shared-and-pages',
      comment: 'These run where there is no Node.',
      severity: 'error',
      from: { path: '^src/(shared|renderer|preload)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'source-uses-no-scripts',
      comment: 'Only the two that open a browser share the search for one with the scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(scripts|test)/', pathNot: '^scripts/find-chromium\\.' },
    },
    {
      name: 'nothing-unresolvable',
      comment:
        "A file or package that is not there. `?url` is the bundler's: it fails the build where the file is missing.",
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?]url$' },
    },
    {
      name: 'only-declared-packages',
      comment: 'A package that package.json does not name goes away with the next update of somebody else.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports and nobody starts is dead.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(src|scripts)/',
        pathNot: [
          '\\.d\\.m?ts$',
          '(^|/)main\\.tsx?$',
          '^src/preload/preload\\.ts$',
          '^scripts/[^/]+\\.(mjs|ts)$',
        ],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.cts', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
