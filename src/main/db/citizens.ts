import { Citizen } from '../../shared/domain/citizen.ts'
import type { Db } from './open.ts'

/**
 * People whom this desk has to do with now, asked by number; a register of the city is nowhere on it. Numbers are
 * kept in E.164 so that every way of writing one matches.
 */
export interface CitizenRows {
  /** `seenAt`: when he was needed last; `retention.ts` counts from there. */
  put(citizen: Citizen, seenAt: string): void
  /** The city's newer word about somebody known here; nobody becomes known by it. */
  refresh(citizen: Citizen): void
  /** Still needed. */
  touch(citizenId: string, seenAt: string): void
  remove(citizenId: string): void
  byPhone(phone: string): Citizen | undefined
  byId(citizenId: string): Citizen | undefined
  seenBefore(instant: string, limit: number): string[]
}

export function createCitizenRows(db: Db): CitizenRows {
  const upsert = db.prepare(
    `INSERT INTO citizens (citizen_id, doc, seen_at) VALUES (?, ?, ?)
      ON CONFLICT (citizen_id) DO UPDATE SET doc = excluded.doc, seen_at = excluded.seen_at`,
  )
  const rewrite = db.prepare('UPDATE citizens SET doc = ? WHERE citizen_id = ?')
  const see = db.prepare('UPDATE citizens SET seen_at = ? WHERE citizen_id = ?')
  const forgetPhones = db.prepare('DELETE FROM citizen_phones WHERE citizen_id = ?')
  const addPhone = db.prepare('INSERT OR IGNORE INTO citizen_phones (phone, citizen_id) VALUES (?, ?)')
  const removeOne = db.prepare('DELETE FROM citizens WHERE citizen_id = ?')
  const selectById = db.prepare<[string], { doc: string }>('SELECT doc FROM citizens WHERE citizen_id = ?')
  const selectByPhone = db.prepare<[string], { doc: string }>(
    'SELECT doc FROM citizens JOIN citizen_phones USING (citizen_id) WHERE phone = ? ORDER BY citizen_id LIMIT 1',
  )
  const selectOld = db
    .prepare<[string, number], string>(
      'SELECT citizen_id FROM citizens WHERE seen_at < ? ORDER BY seen_at LIMIT ?',
    )
    .pluck()
  const read = (row: { doc: string } | undefined) => row && Citizen.parse(JSON.parse(row.doc))

  function putPhones(citizen: Citizen): void {
    forgetPhones.run(citizen.citizenId)
    for (const phone of citizen.phones) addPhone.run(phone, citizen.citizenId)
  }

  return {
    put(citizen, seenAt) {
      upsert.run(citizen.citizenId, JSON.stringify(citizen), seenAt)
      putPhones(citizen)
    },
    refresh(citizen) {
      const known = rewrite.run(JSON.stringify(citizen), citizen.citizenId).changes === 1
      if (known) putPhones(citizen)
    },
    touch: (citizenId, seenAt) => void see.run(seenAt, citizenId),
    remove: (citizenId) => void removeOne.run(citizenId),
    byPhone: (phone) => read(selectByPhone.get(phone)),
    byId: (citizenId) => read(selectById.get(citizenId)),
    seenBefore: (instant, limit) => selectOld.all(instant, limit),
  }
}
