/** The one IPC channel between the preload and the Electron host; nothing else is listened to. */
export const ipcChannel = 'desk-port'

/** What travels on it. `port` names one load of a page, so that a late message never reaches the next load. */
export type IpcEnvelope =
  | { port: string; kind: 'open' }
  | { port: string; kind: 'message'; message: unknown }
  | { port: string; kind: 'close' }

/** Everything that arrives over IPC is a stranger's until this says what it is. */
export function readEnvelope(raw: unknown): IpcEnvelope | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const { port, kind, message } = raw as Record<string, unknown>
  if (typeof port !== 'string' || port.length === 0 || port.length > 64) return undefined
  if (kind === 'message') return { port, kind, message }
  if (kind === 'open' || kind === 'close') return { port, kind }
  return undefined
}
