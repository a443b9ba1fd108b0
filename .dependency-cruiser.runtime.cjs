/** The same tree after types are gone: what a page really loads, also through what it imports. */
const { options } = require('./.dependency-cruiser.cjs')

module.exports = {
  forbidden: [
    {
      name: 'zod-reaches-no-page',
      comment: 'A page that imports a value from a file with a schema takes all of zod along.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '(^|/)node_modules/zod/', reachable: true },
    },
  ],
  options: { ...options, tsPreCompilationDeps: false },
}
