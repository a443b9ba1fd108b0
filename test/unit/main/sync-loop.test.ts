import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { createCacheRows } from '../../../src/main/db/rows.ts'
import { createOutbox } from '../../../src/main/sync/outbox.ts'
import { createSyncLoop } from '../../../src/main/sync/sync-loop.ts'
import { createCase } from '../../support/commands.ts'
import { fakeBackend } from '../../support/fake-backend.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { quietLog } from '../../support/quiet-host.ts'
import { settled } from '../../support/test-desk.ts'

function syncOfAna() {
  const db = new Database(':memory:')
  migrate(db, newestVersion)
  const [outbox, backend, clock] = [createOutbox(db), fakeBackend(), fakeClock()]
  const ignore = () => {}
  const loop = createSyncLoop({
    deskId: 'desk',
    knock: () => Promise.resolve(),
    rows: createCacheRows(db),
    outbox,
    backend,
    clock,
    log: quietLog,
    mayPull: () => false,
    receiving: { inWork: () => false, onTop: (request) => request },
    onReceived: ignore,
    askUrgent: () => Promise.resolve(),
    afterRound: ignore,
    afterPull: () => Promise.resolve(),
    onSettled: ignore,
    onState: ignore,
    onUnauthorised: ignore,
  })
  loop.start({ token: 'token', agentId: 'ana', country: 'EC' })
  return { loop, outbox, backend }
}

/** More than a round takes that waits for nothing. */
const longestRoundInTurns = 60

test('what is issued at any moment of a round goes up without any time passing, also in its last', async () => {
  for (let turns = 0; turns < longestRoundInTurns; turns++) {
    const { loop, outbox, backend } = syncOfAna()
    await settled()
    outbox.append(createCase('first'))
    void loop.now()
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    const late = createCase('late')
    outbox.append(late)
    void loop.now()
    await settled()
    expect(backend.applied.at(-1), `after ${turns} turns`).toEqual(late)
    loop.stop()
  }
})
