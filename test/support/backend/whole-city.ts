import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  setPassword,
  startBackendProcess,
  writeExchangeFile,
  type BackendSettings,
} from './backend-process.ts'
import { postgresPrograms, startPostgres } from './postgres-server.ts'

/** A database and everything a backend process needs to serve one agent of Quito, in a temporary folder. */
export interface WholeCity {
  readonly folder: string
  readonly backend: BackendSettings
  readonly database: 'postgresql' | 'pglite'
  readonly agentId: string
  readonly password: string
  /** Ends the database and removes the folder; the backend must have ended. */
  close(): Promise<void>
}

const agentId = 'ana-guaman'
const password = 'once-upon-a-time'

/** On Debian's PostgreSQL where it is installed, else on an embedded database in the same folder. */
export async function wholeCity(): Promise<WholeCity> {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-city-'))
  const programs = postgresPrograms()
  const server = programs === undefined ? undefined : await startPostgres(programs)
  const backend: BackendSettings = {
    database: server
      ? { kind: 'postgres', url: server.url }
      : { kind: 'pglite', folder: join(folder, 'backend', 'quito') },
    packFolder: 'assets/packs/quito',
    exchangeFile: await writeExchangeFile(folder, [agentId]),
  }
  // One start in peace: the backend reads the pack, then the agent gets a password.
  const first = startBackendProcess(backend)
  await first.listening
  await first.kill('SIGTERM')
  await setPassword(backend, agentId, password)
  return {
    folder,
    backend,
    database: server ? 'postgresql' : 'pglite',
    agentId,
    password,
    async close() {
      await server?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
