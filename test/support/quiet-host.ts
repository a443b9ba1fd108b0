import type { Log, Shell } from '../../src/main/shell.ts'

export const quietLog: Log = { info() {}, warn() {}, error() {} }

/** A host that shows nothing and keeps its secrets in memory. */
export function quietShell(dataFolder: string): Shell {
  const secrets = new Map<string, string>()
  return {
    host: 'browser',
    dataFolder,
    notify() {},
    focusWindow() {},
    openExternal: () => Promise.resolve(false),
    clearClipboard() {},
    showState() {},
    secrets: {
      read: (name) => Promise.resolve(secrets.get(name)),
      write: (name, value) => Promise.resolve(void secrets.set(name, value)),
      remove: (name) => Promise.resolve(void secrets.delete(name)),
    },
    onPower: () => () => {},
  }
}
