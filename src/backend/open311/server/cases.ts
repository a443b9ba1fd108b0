import { sql, type Kysely } from 'kysely'
import { isProtected } from '../../../shared/domain/protected-outcome.ts'
import { Interaction } from '../../../shared/domain/interaction.ts'
import { ServiceRequest } from '../../../shared/domain/service-request.ts'
import type { Database } from '../../database/schema.ts'
import type { OpenService } from './catalogue.ts'
import type { Search } from './search.ts'

/** A case that may be shown, and since when the city has it. */
export interface OpenCase {
  readonly request: ServiceRequest
  readonly acceptedAt: Date
}

const rowsPerTurn = 500

/**
 * The cases that the world may see, newest first: of published services, and never of a protected contact. A
 * case taken in a contact waits until that contact is closed and known not to be protected.
 */
export async function findCases(
  db: Kysely<Database>,
  catalogue: readonly OpenService[],
  search: Search,
): Promise<OpenCase[]> {
  const found: OpenCase[] = []
  let skipped = 0
  let last: FiledRow | undefined
  for (;;) {
    const rows = await readFiled(db, search, last)
    const filed = rows.map((row) => ({ ...row, request: ServiceRequest.parse(row.doc) }))
    const contacts = await readContacts(db, filed)
    for (const { request, accepted_at, received_at } of filed) {
      const answers = catalogue.find(({ serviceCode }) => serviceCode === request.serviceCode)?.open311.answer
      const known = answers === 'realtime' || (answers === 'batch' && received_at !== null)
      if (!known || !matches(request, search) || !isOpenTo(request, contacts)) continue
      if (skipped < search.offset) skipped += 1
      else found.push({ request, acceptedAt: accepted_at })
      if (found.length === search.limit) return found
    }
    last = rows.at(-1)
    if (rows.length < rowsPerTurn || !last) return found
  }
}

interface FiledRow {
  doc: unknown
  service_request_id: string
  accepted_at: Date
  received_at: Date | null
}

/**
 * One turn of rows, narrowed by their text and judged by the caller: PostgreSQL's JSON operators fail on a
 * record that holds U+0000, and one such case would close the list for everybody.
 */
async function readFiled(
  db: Kysely<Database>,
  search: Search,
  after: FiledRow | undefined,
): Promise<FiledRow[]> {
  const anyOf = (field: string, values: readonly string[]) =>
    sql.join(
      values.map(
        (value) => sql`strpos(record.doc::text, ${JSON.stringify({ [field]: value }).slice(1, -1)}) > 0`,
      ),
      sql` OR `,
    )
  const found = await sql<FiledRow>`
    SELECT record.doc, filed.service_request_id, filed.accepted_at, filed.received_at
    FROM service_requests AS filed
    JOIN records AS record ON record.entity = 'service-request' AND record.id = filed.service_request_id
    WHERE record.doc IS NOT NULL
      ${search.ids ? sql`AND filed.reference_number = ANY(${search.ids}::text[])` : sql``}
      ${search.from ? sql`AND filed.accepted_at >= ${search.from}` : sql``}
      ${search.to ? sql`AND filed.accepted_at <= ${search.to}` : sql``}
      ${search.serviceCodes ? sql`AND (${anyOf('serviceCode', search.serviceCodes)})` : sql``}
      ${search.statuses ? sql`AND (${anyOf('status', search.statuses)})` : sql``}
      ${
        after
          ? sql`AND (filed.accepted_at, filed.service_request_id) < (${after.accepted_at}, ${after.service_request_id})`
          : sql``
      }
    ORDER BY filed.accepted_at DESC, filed.service_request_id DESC
    LIMIT ${rowsPerTurn}`.execute(db)
  return found.rows
}

async function readContacts(
  db: Kysely<Database>,
  filed: readonly { request: ServiceRequest }[],
): Promise<Map<string, Interaction>> {
  const ids = filed.flatMap(({ request }) => request.interactionId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('records')
    .select(['id', 'doc'])
    .where('entity', '=', 'interaction')
    .where('doc', 'is not', null)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, doc }) => [id, Interaction.parse(doc)]))
}

function matches({ serviceCode, status }: ServiceRequest, { serviceCodes, statuses }: Search): boolean {
  return (!serviceCodes || serviceCodes.includes(serviceCode)) && (!statuses || statuses.includes(status))
}

function isOpenTo({ interactionId }: ServiceRequest, contacts: ReadonlyMap<string, Interaction>): boolean {
  if (interactionId === undefined) return true
  const contact = contacts.get(interactionId)
  return contact?.closedAt !== undefined && !isProtected(contact.draft.disposition)
}
