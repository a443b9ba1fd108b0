// Runs a built Electron main on plain Node: `node run.ts <main.js> [switches]`.
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
})

const [main] = process.argv.slice(2)
if (main === undefined) throw new Error('Which main? node run.ts <main.js>')
const { beReady, listenToTest } = await import('./control.ts')
await import(pathToFileURL(resolve(main)).href)
await beReady()
listenToTest()
