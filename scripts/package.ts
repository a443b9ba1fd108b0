// `npm run package -- --dir [--electron-dist FOLDER] [--output FOLDER]`: the unpacked application.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build, Platform, type Configuration } from 'electron-builder'
import { ensureBuilt, root } from './ensure.mjs'
import { writeNotices } from './notices.ts'

const usage = 'npm run package -- --dir [--electron-dist FOLDER] [--output FOLDER]'
const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app',
  win32: 'electron.exe',
}

const options = readOptions()
if ('problem' in options) {
  console.error(`${options.problem}\nUsage: ${usage}`)
  process.exitCode = 2
} else {
  await ensureBuilt()
  const named = writeNotices(root, join(root, 'out', 'THIRD-PARTY-NOTICES.txt'))
  const config: Configuration = {
    electronDist: options.electronDist,
    ...(options.output === undefined ? {} : { directories: { output: options.output } }),
  }
  await build({ targets: Platform.current().createTarget('dir'), projectDir: root, publish: 'never', config })
  console.log(`Packaged; third-party notices name ${named} packages.`)
}

function readOptions(): { electronDist: string; output: string | undefined } | { problem: string } {
  const words = {
    dir: { type: 'boolean' },
    'electron-dist': { type: 'string' },
    output: { type: 'string' },
  } as const
  try {
    const { values } = parseArgs({ options: words })
    if (values.dir !== true)
      return { problem: 'Only the unpacked application can be made so far: add --dir.' }
    const electronDist = resolve(values['electron-dist'] ?? join(root, 'node_modules', 'electron', 'dist'))
    const executable = executables[process.platform] ?? 'electron'
    if (!existsSync(join(electronDist, executable)))
      return {
        problem: [
          `There is no Electron runtime in ${electronDist} (looked for ${executable}).`,
          'Fetch it once with `npx install-electron`, or name an unpacked one with --electron-dist FOLDER.',
        ].join('\n'),
      }
    return { electronDist, output: values.output && resolve(values.output) }
  } catch (cause) {
    return { problem: cause instanceof Error ? cause.message : String(cause) }
  }
}
