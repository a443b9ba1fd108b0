import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { createAppointmentRows } from '../../../src/main/db/appointments.ts'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { appointments } from '../../../src/main/db/migrations/0103-appointments.ts'
import { migrations } from '../../../src/main/db/migrations/index.ts'
import { createOutbox } from '../../../src/main/sync/outbox.ts'
import { createCase } from '../../support/commands.ts'

test('0103 keeps what waited before, and finds only those appointments of which somebody is owed a word', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.indexOf(appointments))
  const command = createCase('a')
  createOutbox(db).append(command)
  migrate(db, newestVersion)
  expect(createOutbox(db).waiting(10)).toMatchObject([{ command }])
  const rows = createAppointmentRows(db)
  const at = '2026-11-23T14:00:00.000Z'
  const slot = {
    slotId: 'norte@20261124T0800',
    unitId: 'catastro',
    place: 'Oficina Norte',
    startsAt: at,
    endsAt: at,
    features: [],
  }
  const one = (last: string, changed: object) =>
    rows.put({
      appointmentId: `01KAPP0000000000000000000${last}`,
      agentId: 'ana',
      slot,
      state: 'confirmed',
      sequence: 0,
      updatedAt: at,
      ...changed,
    })
  one('1', {})
  one('2', { state: 'lost' })
  one('3', { state: 'lost', toldAt: at })
  one('4', { refused: slot })
  one('5', { state: 'provisional' })
  expect(rows.owed(10).map(({ appointmentId }) => appointmentId.at(-1))).toEqual(['2', '4'])
})
