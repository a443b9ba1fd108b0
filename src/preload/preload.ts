import { contextBridge, ipcRenderer } from 'electron'
import { ipcChannel, readEnvelope, type IpcEnvelope } from '../shared/ipc.ts'
import type { Port } from '../shared/wire.ts'

const port = crypto.randomUUID()
const early: unknown[] = []
const closers: (() => void)[] = []
let hear = (message: unknown): void => void early.push(message)
let open = true

const send = (envelope: IpcEnvelope): void => ipcRenderer.send(ipcChannel, envelope)

function closed(): void {
  if (!open) return
  open = false
  for (const tell of closers) tell()
}

ipcRenderer.on(ipcChannel, (_event, raw: unknown) => {
  const envelope = readEnvelope(raw)
  if (envelope?.port !== port) return
  if (envelope.kind === 'message') hear(envelope.message)
  if (envelope.kind === 'close') closed()
})

const deskPort: Port = {
  post(message) {
    if (open) send({ port, kind: 'message', message })
  },
  listen(onMessage) {
    hear = onMessage
    for (const message of early.splice(0)) onMessage(message)
  },
  onClose: (tell) => void closers.push(tell),
  close() {
    if (open) send({ port, kind: 'close' })
    closed()
  },
}

contextBridge.exposeInMainWorld('deskPort', deskPort)
send({ port, kind: 'open' })
