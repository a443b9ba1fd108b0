import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../../src/backend/clock.ts'
import { openDatabase, type DatabaseChoice } from '../../src/backend/database/open.ts'
import { doubleJurisdiction, doubleKey } from '../support/open311/city-double.ts'
import { quietLog } from '../support/quiet-host.ts'
import type { CityCase } from './city-words.ts'
import { numberIn } from './desk-words.ts'

/** As IT writes it: cases of street lighting go on to the city's own system. */
export async function writeOpen311File(folder: string, url: string): Promise<string> {
  const file = join(folder, 'open311.json')
  const destination = {
    name: 'ciudad',
    url: `${url}/v2`,
    key: doubleKey,
    jurisdiction: doubleJurisdiction,
    services: { alumbrado: '001' },
  }
  await writeFile(file, JSON.stringify({ destinations: [destination] }))
  return file
}

/** How each delivery stands at the backend: case → what it says of the other system. */
export type Deliveries = ReadonlyMap<string, Standing>
interface Standing {
  state: string
  reference: string | null
  reason: string | null
  /** When it is tried again; null where it waits for a person. */
  nextAt: Date | null
}

export async function readDeliveries(choice: DatabaseChoice): Promise<Deliveries> {
  const { db, close } = await openDatabase(choice, systemClock, quietLog)
  try {
    const rows = await db.selectFrom('deliveries').selectAll().execute()
    return new Map(
      rows.map(({ service_request_id: id, state, reference, reason, next_at: nextAt }) => [
        id,
        { state, reference, reason, nextAt },
      ]),
    )
  } finally {
    await close()
  }
}

const onTheWay = new Set(['queued', 'sending', 'unknown', 'token-pending'])

/** How many the backend still works at; an embedded database cannot be read beside it, so there nobody waits. */
export async function stillOnTheWay(choice: DatabaseChoice): Promise<number> {
  if (choice.kind === 'pglite') return 0
  return [...(await readDeliveries(choice)).values()].filter(({ state }) => onTheWay.has(state)).length
}

/** Why the run still waits, for whoever watches it: what keeps how many, and when the next is tried. */
export async function whatWaits(choice: DatabaseChoice): Promise<string> {
  if (choice.kind === 'pglite') return ''
  const waiting = [...(await readDeliveries(choice)).values()].filter(({ state }) => state !== 'delivered')
  const groups = Map.groupBy(waiting, ({ state, reason, nextAt }) =>
    [state, nextAt === null ? 'for a person' : 'by itself', reason ?? ''].join(' '),
  )
  const seconds = waiting.flatMap(({ nextAt }) => (nextAt ? [(nextAt.getTime() - Date.now()) / 1000] : []))
  const next = seconds.length === 0 ? '' : `; the next in ${Math.round(Math.min(...seconds))} s`
  return [...groups].map(([why, held]) => `${held.length} ${why}`).join(', ') + next
}

/** What is wrong at the second destination, counted as at the first. */
export function compareWithCity(
  filed: ReadonlyMap<number, string>,
  city: readonly CityCase[],
  deliveries: Deliveries,
): { lost: number; duplicated: number; different: number } {
  const held = Map.groupBy(city, ({ description }) => numberIn(description.split('\n')[0] ?? ''))
  let [lost, duplicated, different] = [0, 0, 0]
  for (const [number, id] of filed) {
    const cases = held.get(number) ?? []
    if (cases.length === 0) lost++
    duplicated += Math.max(0, cases.length - 1)
    const delivery = deliveries.get(id)
    const known = cases.some(({ reference }) => reference === delivery?.reference)
    if (!delivery || (!onTheWay.has(delivery.state) && !known)) different++
  }
  return { lost, duplicated, different }
}
