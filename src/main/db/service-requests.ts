import type { SecondLevel } from '../../shared/domain/cases/case-step.ts'
import { ServiceRequest } from '../../shared/domain/service-request.ts'
import type { Db } from './open.ts'

/** Cases this desk filed or was told of. */
export interface ServiceRequestRows {
  put(request: ServiceRequest): void
  remove(serviceRequestId: string): void
  byId(serviceRequestId: string): ServiceRequest | undefined
  /** Newest first; by citizen where known, else by number. */
  of(who: { citizenId: string | undefined; phone: string }, limit: number): ServiceRequest[]
  newest(limit: number): ServiceRequest[]
  /** Of one service since an instant, newest first. */
  ofService(serviceCode: string, since: string, limit: number): ServiceRequest[]
  /** Between the levels, in one of these states; oldest first, at most `limit` of each. */
  atLevel(states: readonly SecondLevel['state'][], limit: number): ServiceRequest[]
  /** Asked for between these two instants, and still saying whose they are; oldest first. */
  namedBetween(from: string, instant: string, limit: number): ServiceRequest[]
}

export function createServiceRequestRows(db: Db): ServiceRequestRows {
  const upsert = db.prepare(
    'INSERT INTO service_requests (service_request_id, doc) VALUES (?, ?) ON CONFLICT (service_request_id) DO UPDATE SET doc = excluded.doc',
  )
  const removeOne = db.prepare('DELETE FROM service_requests WHERE service_request_id = ?')
  const selectOne = db.prepare<[string], Row>('SELECT doc FROM service_requests WHERE service_request_id = ?')
  const newestWhere = (column: 'citizen_id' | 'phone') =>
    db.prepare<[string, number], Row>(
      `SELECT doc FROM service_requests WHERE ${column} = ? ORDER BY requested_at DESC LIMIT ?`,
    )
  const byCitizen = newestWhere('citizen_id')
  const byPhone = newestWhere('phone')
  const newest = db.prepare<[number], Row>(
    'SELECT doc FROM service_requests ORDER BY requested_at DESC LIMIT ?',
  )
  const selectNamed = db.prepare<[string, string, number], Row>(
    `SELECT doc FROM service_requests WHERE requested_at >= ? AND requested_at < ? AND doc ->> '$.phone' <> ''
      ORDER BY requested_at LIMIT ?`,
  )
  const selectLevel = db.prepare<[string, number], Row>(
    `SELECT doc FROM service_requests WHERE doc ->> '$.secondLevel.state' = ? ORDER BY requested_at LIMIT ?`,
  )
  const selectService = db.prepare<[string, string, number], Row>(
    `SELECT doc FROM service_requests WHERE requested_at >= ? AND doc ->> '$.serviceCode' = ?
      ORDER BY requested_at DESC LIMIT ?`,
  )
  return {
    ofService: (serviceCode, since, limit) => selectService.all(since, serviceCode, limit).map(read),
    atLevel: (states, limit) => states.flatMap((state) => selectLevel.all(state, limit)).map(read),
    namedBetween: (from, instant, limit) => selectNamed.all(from, instant, limit).map(read),
    put: (request) => void upsert.run(request.serviceRequestId, JSON.stringify(request)),
    remove: (serviceRequestId) => void removeOne.run(serviceRequestId),
    byId: (serviceRequestId) => {
      const row = selectOne.get(serviceRequestId)
      return row && read(row)
    },
    of: ({ citizenId, phone }, limit) =>
      (citizenId === undefined ? byPhone.all(phone, limit) : byCitizen.all(citizenId, limit)).map(read),
    newest: (limit) => newest.all(limit).map(read),
  }
}

type Row = { doc: string }
const read = (row: Row) => ServiceRequest.parse(JSON.parse(row.doc))
