import { Citizen } from '../../shared/domain/citizen.ts'
import type { Db } from './open.ts'

/** People the desk knows, asked by number. Numbers are kept in E.164 so that every way of writing one matches. */
export interface CitizenRows {
  put(citizen: Citizen): void
  remove(citizenId: string): void
  byPhone(phone: string): Citizen | undefined
  byId(citizenId: string): Citizen | undefined
}

export function createCitizenRows(db: Db): CitizenRows {
  const upsert = db.prepare(
    'INSERT INTO citizens (citizen_id, doc) VALUES (?, ?) ON CONFLICT (citizen_id) DO UPDATE SET doc = excluded.doc',
  )
  const forgetPhones = db.prepare('DELETE FROM citizen_phones WHERE citizen_id = ?')
  const addPhone = db.prepare('INSERT OR IGNORE INTO citizen_phones (phone, citizen_id) VALUES (?, ?)')
  const removeOne = db.prepare('DELETE FROM citizens WHERE citizen_id = ?')
  const selectById = db.prepare<[string], { doc: string }>('SELECT doc FROM citizens WHERE citizen_id = ?')
  const selectByPhone = db.prepare<[string], { doc: string }>(
    'SELECT doc FROM citizens JOIN citizen_phones USING (citizen_id) WHERE phone = ? ORDER BY citizen_id LIMIT 1',
  )
  const read = (row: { doc: string } | undefined) => row && Citizen.parse(JSON.parse(row.doc))
  return {
    put(citizen) {
      upsert.run(citizen.citizenId, JSON.stringify(citizen))
      forgetPhones.run(citizen.citizenId)
      for (const phone of citizen.phones) addPhone.run(phone, citizen.citizenId)
    },
    remove: (citizenId) => void removeOne.run(citizenId),
    byPhone: (phone) => read(selectByPhone.get(phone)),
    byId: (citizenId) => read(selectById.get(citizenId)),
  }
}
