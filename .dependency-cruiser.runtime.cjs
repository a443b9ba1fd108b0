/** The same tree after types are gone: what is really loaded, and in which order. */
const { options } = require('./.dependency-cruiser.cjs')

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other to load are one thing, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
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
