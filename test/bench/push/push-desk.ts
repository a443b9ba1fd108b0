import { openCache } from '../../../src/main/db/open.ts'
import { createCacheRows } from '../../../src/main/db/rows.ts'
import { createDeskKeys } from '../../../src/main/desk-keys.ts'
import { installedBundle, type InstallOutcome } from '../../../src/main/knowledge/install-bundle.ts'
import type { Trust } from '../../../src/main/knowledge/verify-bundle.ts'
import { systemClock } from '../../../src/main/shell.ts'
import { httpBackend, type BackendClient } from '../../../src/main/sync/backend-client.ts'
import { createKnowledgeSync } from '../../../src/main/sync/knowledge-sync.ts'
import { createOutbox } from '../../../src/main/sync/outbox.ts'
import { createSyncLoop } from '../../../src/main/sync/sync-loop.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'

/** Where a desk of this benchmark belongs. */
export interface PushedTo {
  readonly url: string
  readonly trust: Trust
  readonly cacheKey: Buffer
}

/** The part of a desk that gets knowledge, wired as `sync-wires.ts` wires it: socket, sync loop, verifier, cache. */
export interface PushDesk {
  start(token: string): void
  /** The socket is open and some bundle is in use. */
  ready(): boolean
  /** Told once, in `performance.now()`, when this version is in use. Ask before it is published. */
  onceInstalled(scriptId: string, version: number, tell: (at: number) => void): void
  installFile(text: string): Promise<InstallOutcome>
  bundleVersion(): number | undefined
  idle(): Promise<void>
  close(): Promise<void>
}

export function openPushDesk(file: string, { url, trust, cacheKey }: PushedTo): PushDesk {
  const { db } = openCache(file, cacheKey, systemClock.now)
  const rows = createCacheRows(db)
  const client = httpBackend(url)
  let poked = false
  const backend: BackendClient = {
    ...client,
    listen: (token, clock, onPoke) =>
      client.listen(token, clock, () => {
        poked = true
        onPoke()
      }),
  }
  let onInstalled = (): void => {}
  const knowledge = createKnowledgeSync({
    rows,
    backend,
    clock: systemClock,
    log: quietLog,
    trust: () => trust,
    onInstalled: () => onInstalled(),
    onRefused() {},
  })
  const keys = createDeskKeys({ secrets: quietShell('').secrets, clock: systemClock, backend })
  const loop = createSyncLoop({
    deskId: 'bench',
    knock: async (token) => void (await (await keys).knock(token, undefined, () => Promise.resolve())),
    rows,
    outbox: createOutbox(db),
    backend,
    clock: systemClock,
    log: { ...quietLog, error: (message, facts) => console.error(message, facts) },
    mayPull: () => true,
    receiving: { inWork: () => false, onTop: (request) => request },
    askUrgent: () => Promise.resolve(),
    afterRound() {},
    onReceived() {},
    afterPull: (token) => knowledge.round(token),
    onSettled() {},
    onState() {},
    onUnauthorised: () => console.error('a desk of the benchmark lost its session'),
  })
  const bundleVersion = () => installedBundle(rows)?.bundleVersion

  return {
    start: (token) => loop.start({ token, agentId: 'bench', country: 'EC' }),
    ready: () => poked && loop.lastSyncAt !== undefined && bundleVersion() !== undefined,
    onceInstalled(scriptId, version, tell) {
      onInstalled = () => {
        if (rows.knowledge.one('script', scriptId)?.version !== version) return
        onInstalled = () => {}
        tell(performance.now())
      }
    },
    installFile: (text) => knowledge.installFile(text),
    bundleVersion,
    idle: () => loop.idle(),
    async close() {
      loop.stop()
      // A round under way still writes: without its cache it would end the benchmark with another error than its own.
      await loop.idle()
      db.close()
    },
  }
}
