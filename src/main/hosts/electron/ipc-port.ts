import { ipcMain, type IpcMainEvent, type WebContents } from 'electron'
import { ipcChannel, readEnvelope, type IpcEnvelope } from '../../../shared/ipc.ts'
import type { PageRole } from '../../../shared/serve.ts'
import type { Port } from '../../../shared/wire.ts'
import type { Log } from '../../shell.ts'
import { isPageOf } from './pages.ts'

interface Line extends Port {
  receive(message: unknown): void
}

/**
 * Gives the core one Port per load of a page. A message counts only if it comes from the main frame of a window
 * of ours that still shows the page it was opened for: the sender is checked every time, never remembered.
 */
export function servePages(deps: {
  roleOf: (contents: WebContents) => PageRole | undefined
  attach: (port: Port, role: PageRole) => void
  log: Log
}): void {
  const lines = new Map<number, { port: string; line: Line }>()
  const watched = new Set<number>()

  ipcMain.on(ipcChannel, (event, raw: unknown) => {
    const role = trustedRole(event, deps.roleOf)
    const envelope = readEnvelope(raw)
    if (!role || !envelope) {
      deps.log.warn('Refused an IPC message.', { sender: event.sender.id, known: role ?? 'stranger' })
      return
    }
    if (envelope.kind === 'open') open(event.sender, envelope.port, role)
    const current = lines.get(event.sender.id)
    if (current?.port !== envelope.port) return
    if (envelope.kind === 'message') current.line.receive(envelope.message)
    if (envelope.kind === 'close') current.line.close()
  })

  function open(contents: WebContents, port: string, role: PageRole): void {
    end(contents.id)
    const line = makeLine(
      (envelope) => {
        if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(ipcChannel, envelope)
      },
      port,
      () => {
        if (lines.get(contents.id)?.line === line) lines.delete(contents.id)
      },
    )
    lines.set(contents.id, { port, line })
    watch(contents)
    deps.attach(line, role)
  }

  /** A page that navigates, crashes or goes away takes its port with it. */
  function watch(contents: WebContents): void {
    const { id } = contents
    if (watched.has(id)) return
    watched.add(id)
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) end(id)
    })
    contents.on('render-process-gone', () => end(id))
    contents.once('destroyed', () => {
      end(id)
      watched.delete(id)
    })
  }

  function end(id: number): void {
    lines.get(id)?.line.close()
  }
}

function trustedRole(
  { sender, senderFrame }: IpcMainEvent,
  roleOf: (contents: WebContents) => PageRole | undefined,
): PageRole | undefined {
  const role = roleOf(sender)
  if (!role || !senderFrame || senderFrame.parent !== null) return undefined
  return isPageOf(role, senderFrame.url) ? role : undefined
}

function makeLine(send: (envelope: IpcEnvelope) => void, port: string, forget: () => void): Line {
  const early: unknown[] = []
  const closers: (() => void)[] = []
  let hear = (message: unknown): void => void early.push(message)
  let open = true
  return {
    post(message) {
      if (open) send({ port, kind: 'message', message })
    },
    receive: (message) => hear(message),
    listen(onMessage) {
      hear = onMessage
      for (const message of early.splice(0)) onMessage(message)
    },
    /** Told at once if it is over already: a page can be gone before the core was there to hear of it. */
    onClose(tell) {
      if (open) closers.push(tell)
      else tell()
    },
    close() {
      if (!open) return
      open = false
      forget()
      send({ port, kind: 'close' })
      for (const tell of closers) tell()
    },
  }
}
