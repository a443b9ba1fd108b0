import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { migrations } from '../../../src/main/db/migrations/index.ts'
import { outboxWaits } from '../../../src/main/db/migrations/0109-outbox-waits.ts'
import { createOutbox } from '../../../src/main/sync/outbox.ts'
import { createCase } from '../../support/commands.ts'

test('0109 lets what waited before go on waiting, with no reason told yet', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.indexOf(outboxWaits))
  const command = createCase('a')
  db.prepare('INSERT INTO outbox (command_id, subject, body, attempts) VALUES (?, ?, ?, 3)').run(
    command.commandId,
    command.subject,
    JSON.stringify(command),
  )
  migrate(db, newestVersion)
  expect(createOutbox(db).waiting(10)).toEqual([
    { command, attempts: 3, notBefore: 0, waitsFor: undefined, heldBack: false },
  ])
})
