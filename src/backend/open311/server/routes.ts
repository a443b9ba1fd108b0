import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { DeskError } from '../../../shared/errors.ts'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/schema.ts'
import { secondsToWait } from '../../http/answers.ts'
import type { RateLimits } from '../../http/rate-limit.ts'
import { faultFacts, type Log } from '../../log.ts'
import type { Content } from '../markup.ts'
import type { Open311ServerSettings } from '../settings.ts'
import { findCases } from './cases.ts'
import {
  describeDefinition,
  describeDiscovery,
  describeService,
  findService,
  readCatalogue,
} from './catalogue.ts'
import { describeCases } from './describe-cases.ts'
import { fileRequest } from './filing.ts'
import { formOf, readForm, type Form } from './form.ts'
import { createKeyring } from './keys.ts'
import { answer, formatOf, formats, Refusal, type Format } from './replies.ts'
import { readSearch } from './search.ts'

export interface Open311ServerDeps {
  db: Kysely<Database>
  clock: Clock
  log: Log
  settings: Open311ServerSettings
  limits: RateLimits
}

/** A description of 4000 characters, each of them four bytes, percent-encoded; and the rest of the form. */
const formBytes = 96 * 1024
const oneUrl = /^(.+)\.(?:xml|json)$/i

/**
 * GeoReport v2 over our own cases, at `/open311/discovery` and `/open311/v2`. Reading needs no key and shows no
 * person; a key, and never an agent's token, files a case.
 */
export async function open311Routes(app: FastifyInstance, deps: Open311ServerDeps): Promise<void> {
  const { db, clock, settings } = deps
  const nameOfKey = createKeyring(settings.keys)
  const perAddress = deps.limits('open311-address', { capacity: 300, perSecond: 20, lot: 20 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: formBytes },
    (_request, body, done) => done(null, body),
  )
  refuseInFormat(app, deps.log)
  app.addHook('onRequest', async (request) => perAddress.spend(request.ip))

  const config = { open: true }
  type Read = (query: Form, request: FastifyRequest) => Promise<Content>
  const get = (path: string, root: string, read: Read) => {
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const query = formOf(new URL(request.url, 'http://city').searchParams)
      return await answer(reply, formatOf(request.url), root, await read(query, request))
    }
    if (path.endsWith('/:name')) app.get(path, { config }, handler)
    else for (const format of formats) app.get(`${path}.${format}`, { config }, handler)
  }

  get('/discovery', 'discovery', (_query, request) =>
    describeDiscovery(db, settings, settings.url ?? `${request.protocol}://${request.host}/open311`),
  )
  get('/v2/services', 'services', async (query) => {
    checkJurisdiction(settings, query)
    return (await readCatalogue(db)).map(describeService)
  })
  get('/v2/services/:name', 'service_definition', async (query, request) => {
    checkJurisdiction(settings, query)
    return describeDefinition(findService(await readCatalogue(db), nameOf(request)))
  })
  get('/v2/requests', 'service_requests', async (query) => {
    checkJurisdiction(settings, query)
    const catalogue = await readCatalogue(db)
    const cases = await findCases(db, catalogue, readSearch(query, clock.now()))
    return await describeCases(db, catalogue, cases, query.one('extensions') === 'true')
  })
  get('/v2/requests/:name', 'service_requests', async (query, request) => {
    checkJurisdiction(settings, query)
    const catalogue = await readCatalogue(db)
    const cases = await findCases(db, catalogue, { ids: [nameOf(request)], limit: 1, offset: 0 })
    if (cases.length === 0) throw new Refusal(404, 'No request has this service_request_id.')
    return await describeCases(db, catalogue, cases, query.one('extensions') === 'true')
  })
  get('/v2/tokens/:name', 'service_requests', async (query, request) => {
    checkJurisdiction(settings, query)
    return [await resolveToken(deps, nameOf(request))]
  })

  for (const format of formats)
    app.post(`/v2/requests.${format}`, { config, bodyLimit: formBytes }, async (request, reply) => {
      const form = readForm(request.body instanceof Uint8Array ? request.body : new Uint8Array())
      const keyName = nameOfKey(form.one('api_key') ?? '')
      if (keyName === undefined) throw new Refusal(403, 'The api_key is missing or not valid.')
      checkJurisdiction(settings, form)
      const code = form.one('service_code')
      if (code === undefined) throw new Refusal(400, 'service_code is missing.')
      const service = findService(await readCatalogue(db), code)
      const filed = await fileRequest(deps, service, form)
      deps.log.info('case filed over Open311', { key: keyName, format, service: service.serviceCode })
      return await answer(reply.code(201), format, 'service_requests', [
        receiptOf(service.open311.answer, filed),
      ])
    })
}

/** GeoReport v2: realtime gives the number, batch a token for it, blackbox neither. */
function receiptOf(
  kind: 'realtime' | 'batch' | 'blackbox',
  filed: { serviceRequestId: string; referenceNumber?: string | undefined },
): Content {
  const rest = { service_notice: null, account_id: null }
  switch (kind) {
    case 'realtime':
      return { service_request_id: filed.referenceNumber ?? null, ...rest }
    case 'batch':
      return { token: filed.serviceRequestId, ...rest }
    case 'blackbox':
      return rest
  }
}

/** A token becomes a number once the unit has the case; before, it answers without one. */
async function resolveToken({ db }: Open311ServerDeps, token: string): Promise<Content> {
  const row = await db
    .selectFrom('service_requests')
    .innerJoin('records', 'records.id', 'service_requests.service_request_id')
    .select(['reference_number', 'received_at', 'doc'])
    .where('entity', '=', 'service-request')
    .where('doc', 'is not', null)
    .where('service_request_id', '=', token)
    .executeTakeFirst()
  const code = (row?.doc as { serviceCode?: unknown } | undefined)?.serviceCode
  const service = (await readCatalogue(db)).find(({ serviceCode }) => serviceCode === code)
  if (!row || service?.open311.answer !== 'batch') throw new Refusal(404, 'No request has this token.')
  return row.received_at === null ? { token } : { service_request_id: row.reference_number, token }
}

function checkJurisdiction({ jurisdiction }: Open311ServerSettings, form: Form): void {
  const named = form.one('jurisdiction_id')
  if (named === undefined && jurisdiction?.required)
    throw new Refusal(400, 'jurisdiction_id is missing: several cities share this address.')
  if (named !== undefined && jurisdiction !== undefined && named !== jurisdiction.id)
    throw new Refusal(404, 'No jurisdiction has this jurisdiction_id.')
}

function nameOf(request: FastifyRequest): string {
  const { name = '' } = request.params as { name?: string }
  const found = oneUrl.exec(name)?.[1]
  if (found === undefined) throw new Refusal(404, 'An address ends in .xml or .json.')
  return found
}

const statusOf: Partial<Record<DeskError['code'], number>> = { busy: 429, forbidden: 403, unavailable: 503 }

/** Every failure in the format that was asked for, as GeoReport's list of code and description. */
function refuseInFormat(app: FastifyInstance, log: Log): void {
  const refuse = async (request: FastifyRequest, reply: FastifyReply, { status, problems }: Refusal) => {
    const errors = problems.map(({ code, description }) => ({ code, description }))
    const format: Format = formatOf(request.url)
    return await answer(reply.code(status), format, 'errors', errors)
  }
  app.setNotFoundHandler(async (request, reply) =>
    refuse(request, reply, new Refusal(404, 'Nothing lives at this address.')),
  )
  app.setErrorHandler(async (thrown, request, reply) => {
    if (thrown instanceof Refusal) return await refuse(request, reply, thrown)
    const status = (thrown as { statusCode?: unknown }).statusCode
    if (typeof status === 'number' && status >= 400 && status < 500)
      return await refuse(request, reply, new Refusal(400, 'The form is too large or is not a form.'))
    const known = thrown instanceof DeskError ? statusOf[thrown.code] : undefined
    if (known !== undefined && thrown instanceof DeskError) {
      if (known === 429) void reply.header('retry-after', String(secondsToWait(thrown)))
      return await refuse(request, reply, new Refusal(known, thrown.message))
    }
    log.error('open311 request failed', { route: request.routeOptions.url, ...faultFacts(thrown) })
    return await refuse(request, reply, new Refusal(500, 'Something failed in the backend. Try again later.'))
  })
}
