import type { ServiceRequest } from '../../../shared/domain/service-request.ts'

const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
/** Seven digits or more with the usual signs between them: a telephone, a cédula, a DNI without its letter. */
const longNumber = /(?<![\p{L}\p{N}])\+?\d(?:[ ().-]{0,2}\d){6,}(?![\p{N}])/gu
const mask = '[…]'

/**
 * What was written about a case, for everybody to read: without the requester's name, telephone and e-mail, nor
 * any other number or address that could be somebody's (domain §6.3). Open311 lists need no key, so what leaves
 * here is public.
 */
export function publicWords(text: string, { requesterName, email }: ServiceRequest): string {
  const names = requesterName.split(/[\s,]+/).filter((word) => word.length >= 3)
  const own = [...names, ...(email === undefined ? [] : [email])]
  const withoutNumbers = text.replace(mail, mask).replace(longNumber, mask)
  if (own.length === 0) return withoutNumbers
  const words = own.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join('|')
  return withoutNumbers.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu'), mask)
}
