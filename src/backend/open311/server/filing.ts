import type { Kysely } from 'kysely'
import { ulid } from 'ulid'
import { z } from 'zod'
import type { ServiceAttribute } from '../../../shared/domain/catalogue.ts'
import { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { writeRecords } from '../../changes/change-log.ts'
import type { Clock } from '../../clock.ts'
import { createServiceRequest } from '../../commands/service-request-create.ts'
import type { Database } from '../../database/schema.ts'
import type { OpenService } from './catalogue.ts'
import type { Form } from './form.ts'
import { Refusal } from './replies.ts'

/** What another program asks of the city becomes a case like any other, with its number and its unit. */
export async function fileRequest(
  deps: { db: Kysely<Database>; clock: Clock },
  service: OpenService,
  form: Form,
): Promise<ServiceRequest> {
  const at = new Date(deps.clock.now())
  const request = readRequest(service, form, at.toISOString())
  return await deps.db.transaction().execute(async (trx) => {
    const verdict = await createServiceRequest(trx, { payload: { request } }, at)
    if (verdict.status === 'rejected') throw new Refusal(400, verdict.reason)
    await writeRecords(trx, verdict.writes, at)
    return ServiceRequest.parse(verdict.writes[0]?.doc)
  })
}

/** Throws one refusal of 400 that names everything that is wrong with the form. */
function readRequest(service: OpenService, form: Form, at: string): ServiceRequest {
  const problems: string[] = []
  const position = readPosition(form, problems)
  const address = form.one('address_string')
  const addressId = form.one('address_id')
  if (!position && address === undefined && addressId === undefined && problems.length === 0)
    problems.push('Say where: lat and long, address_string or address_id.')
  const attributes = readAttributes(service.open311.attributes, form.attributes, problems)
  const email = form.one('email')
  if (email !== undefined && !z.email().safeParse(email).success) problems.push('email is not an address.')
  const mediaUrl = form.one('media_url')
  if (mediaUrl !== undefined && !/^https?:\/\//i.test(mediaUrl))
    problems.push('media_url must start with http:// or https://.')
  const asked = ServiceRequest.safeParse({
    serviceRequestId: ulid(Date.parse(at)),
    serviceCode: service.serviceCode,
    status: 'open',
    requesterName: [form.one('first_name'), form.one('last_name')].filter(Boolean).join(' '),
    phone: form.one('phone') ?? '',
    address: address ?? '',
    description: form.one('description') ?? '',
    attributes,
    requestedAt: at,
    updatedAt: at,
    ...(email === undefined ? {} : { email }),
    ...(position ? { position } : {}),
    ...(addressId === undefined ? {} : { addressId }),
    ...(mediaUrl === undefined ? {} : { mediaUrl }),
  })
  if (!asked.success)
    for (const { path, message } of asked.error.issues)
      problems.push(`${argumentOf[String(path[0])] ?? String(path[0])}: ${message}.`)
  if (!asked.success || problems.length > 0) throw new Refusal(400, ...problems)
  return asked.data
}

const argumentOf: Readonly<Record<string, string>> = {
  requesterName: 'first_name and last_name',
  address: 'address_string',
  addressId: 'address_id',
  mediaUrl: 'media_url',
  position: 'lat and long',
}

function readPosition(form: Form, problems: string[]): ServiceRequest['position'] {
  const lat = form.one('lat')
  const long = form.one('long')
  if (lat === undefined && long === undefined) return undefined
  if (lat === undefined || long === undefined) problems.push('lat and long belong together.')
  else if (isDecimal(lat) && isDecimal(long)) return { lat: Number(lat), long: Number(long) }
  else problems.push('lat and long must be decimal degrees.')
  return undefined
}

function isDecimal(text: string): boolean {
  return /^[+-]?\d{1,3}(\.\d+)?$/.test(text)
}

function readAttributes(
  asked: readonly ServiceAttribute[],
  given: Form['attributes'],
  problems: string[],
): Record<string, string> {
  const known = new Set(asked.filter(({ variable }) => variable).map(({ code }) => code))
  for (const code of given.keys())
    if (!known.has(code)) problems.push('A service of this kind does not ask for one of the attributes sent.')
  const kept: [string, string][] = []
  for (const attribute of asked.filter(({ variable }) => variable)) {
    const values = given.get(attribute.code) ?? []
    if (values.length === 0) {
      if (attribute.required) problems.push(`attribute[${attribute.code}] is required.`)
      continue
    }
    const rule = brokenRule(attribute, values)
    if (rule !== undefined) problems.push(`attribute[${attribute.code}] ${rule}.`)
    else kept.push([attribute.code, values.join('\n')])
  }
  return Object.fromEntries(kept)
}

function brokenRule({ datatype, values }: ServiceAttribute, given: readonly string[]): string | undefined {
  const [first = ''] = given
  if (datatype !== 'multivaluelist' && given.length > 1) return 'takes one value'
  switch (datatype) {
    case 'string':
      return /[\r\n]/.test(first) ? 'must be one line' : undefined
    case 'text':
      return undefined
    case 'number':
      return Number.isFinite(Number(first)) ? undefined : 'must be a number'
    case 'datetime':
      return z.iso.datetime({ offset: true }).safeParse(first).success
        ? undefined
        : 'must be a date and time with its zone'
    case 'singlevaluelist':
    case 'multivaluelist':
      return given.every((key) => values.some((value) => value.key === key))
        ? undefined
        : 'must be one of the keys of its definition'
  }
}
