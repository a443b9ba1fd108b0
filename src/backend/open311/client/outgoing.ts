import { isProtected } from '../../../shared/domain/protected-outcome.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import type { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { referenceAttribute, type RemoteService } from './catalogue.ts'

/** GeoReport v2. */
const longestDescription = 4000

/**
 * Our case as a GeoReport form. The client reference goes into an attribute made for it, else into the last line
 * of the description: by it alone a case without an answer is found again. Who asked goes along only where the
 * city needs it, and never after a protected contact.
 */
export function formFor(
  request: ServiceRequest,
  contact: Interaction | undefined,
  service: RemoteService,
  requester: 'kept' | 'sent',
): [string, string][] {
  const own = referenceAttribute(service)
  const line = own === undefined ? `\n\nRef. ${request.serviceRequestId}` : ''
  const description = `${cut(request.description, longestDescription - line.length)}${line}`.trim()
  const fields: [string, string][] = [['description', description]]
  if (own !== undefined) fields.push([`attribute[${own}]`, request.serviceRequestId])
  for (const [code, value] of Object.entries(request.attributes)) {
    const asked = service.attributes.get(code)
    if (!asked || code === own) continue
    if (asked.many) for (const each of value.split('\n')) fields.push([`attribute[${code}][]`, each])
    else fields.push([`attribute[${code}]`, value])
  }
  const { position } = request
  fields.push(
    ['lat', position ? String(position.lat) : ''],
    ['long', position ? String(position.long) : ''],
    ['address_string', request.address],
    ['address_id', request.addressId ?? ''],
    ['media_url', request.mediaUrl ?? ''],
  )
  if (requester === 'sent' && !isProtected(contact?.draft.disposition)) {
    const [first = '', ...rest] = request.requesterName.split(' ')
    fields.push(
      ['first_name', first],
      ['last_name', rest.join(' ')],
      ['phone', request.phone],
      ['email', request.email ?? ''],
    )
  }
  return fields.filter(([, value]) => value !== '').map(([name, value]) => [name, value.toWellFormed()])
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
