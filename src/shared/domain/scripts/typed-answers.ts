import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { z } from 'zod'
import type { Country } from '../city.ts'
import type { ScriptField } from '../script.ts'
import { readIdentityDocument } from './identity-document.ts'

/** Why a typed answer cannot stand as it is; the page says it in words beside the field. */
export const AnswerFault = z.enum([
  'required',
  'too-long',
  'not-a-number',
  'not-a-date',
  'not-a-phone',
  'not-an-address',
  'not-a-document',
])
export type AnswerFault = z.infer<typeof AnswerFault>

export const FieldFault = z.object({ field: z.string(), fault: AnswerFault })
export type FieldFault = z.infer<typeof FieldFault>

/** A value the conditions of a script can compare: text, whole or decimal number, or a day. */
type TypedAnswer = string | number | Date

type Read = { value: TypedAnswer } | { fault: AnswerFault }

export const longestAnswer = 4000

/**
 * What a field holds, by its kind. An empty one has no value and no fault: whether it must be filled is the
 * step's question, not the kind's.
 */
export function readAnswer(field: ScriptField, text: string, country?: Country): Read | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (text.length > longestAnswer) return { fault: 'too-long' }
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return { value: trimmed }
    case 'number':
      return readNumber(trimmed)
    case 'date':
      return readDay(trimmed)
    case 'phone':
      return readPhone(trimmed, country)
    case 'address':
      return /\p{L}/u.test(trimmed) ? { value: trimmed } : { fault: 'not-an-address' }
    case 'document': {
      const read = readIdentityDocument(trimmed, field.documents)
      return read === undefined ? { fault: 'not-a-document' } : { value: read.number }
    }
  }
}

/** Every fault of what is typed on a step, by field. Empty where the step may be left. */
export function faultsOf(
  fields: readonly ScriptField[],
  values: Readonly<Record<string, string>>,
  country?: Country,
): FieldFault[] {
  return fields.flatMap((field) => {
    const read = readAnswer(field, values[field.field] ?? '', country)
    if (read === undefined) return field.required ? [{ field: field.field, fault: 'required' as const }] : []
    return 'fault' in read ? [{ field: field.field, fault: read.fault }] : []
  })
}

/** As both countries write numbers: a comma or a point before the decimals, a space or none before thousands. */
function readNumber(text: string): Read {
  const plain = text.replace(/\s/g, '')
  if (!/^-?\d{1,12}([.,]\d{1,6})?$/.test(plain)) return { fault: 'not-a-number' }
  return { value: Number(plain.replace(',', '.')) }
}

/** A day of the calendar, as a date field gives it (ISO 8601) or as people write it (dd/mm/yyyy). */
function readDay(text: string): Read {
  const written = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text)
  const [year, month, day] = written
    ? [written[3], written[2], written[1]]
    : (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1) ?? [])
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const same = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return same ? { value: date } : { fault: 'not-a-date' }
}

/** The length must fit, abroad too; a new number range that the tables do not know yet is not refused. */
function readPhone(text: string, country: Country | undefined): Read {
  const parsed = parsePhoneNumberFromString(text, {
    ...(country === undefined ? {} : { defaultCountry: country }),
    extract: false,
  })
  if (parsed?.isPossible() === true) return { value: parsed.number }
  if (country === undefined && /^[\d\s()/-]{7,20}$/.test(text)) return { value: text.replace(/\D/g, '') }
  return { fault: 'not-a-phone' }
}
