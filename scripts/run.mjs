// Runs a TypeScript entry on the project's own Node 24, whatever Node the machine has.
// Plain JavaScript without dependencies: it must work before anything is installed.
import { spawn } from 'node:child_process'
import { projectNode, ensureInstalled, root } from './ensure.mjs'

const [entry, ...args] = process.argv.slice(2)
await ensureInstalled()
const child = spawn(projectNode(), ['--disable-warning=ExperimentalWarning', entry, ...args], {
  cwd: root,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
