import { z } from 'zod'
import type { Form } from './form.ts'
import { Refusal } from './replies.ts'

const dayMs = 24 * 60 * 60 * 1000
/** GeoReport v2: 90 days or 1000 requests, whichever is smaller. */
const longestWindowMs = 90 * dayMs
const mostRows = 1000

/** Which cases are asked for; what is left out does not narrow. */
export interface Search {
  ids?: string[]
  serviceCodes?: string[]
  statuses?: string[]
  from?: Date
  to?: Date
  limit: number
  offset: number
}

/** Throws a refusal of 400 for a filter that cannot be read: a list that ignored it would mislead. */
export function readSearch(form: Form, now: number): Search {
  const page = wholeNumber(form.one('page'), 'page', 1, 1_000_000)
  const limit = wholeNumber(form.one('page_size'), 'page_size', mostRows, mostRows)
  const paging = { limit, offset: (page - 1) * limit }
  const ids = form.list('service_request_id')
  if (ids.length > 0) return { ...paging, ids: ids.slice(0, mostRows) }
  const statuses = form.list('status').map((status) => status.toLowerCase())
  if (statuses.some((status) => status !== 'open' && status !== 'closed'))
    throw new Refusal(400, 'status must be open, closed, or both with a comma.')
  const serviceCodes = form.list('service_code')
  return {
    ...paging,
    ...windowOf(instant(form, 'start_date'), instant(form, 'end_date'), now),
    ...(serviceCodes.length > 0 ? { serviceCodes } : {}),
    ...(statuses.length > 0 ? { statuses } : {}),
  }
}

function windowOf(from: number | undefined, to: number | undefined, now: number): { from: Date; to: Date } {
  const end = to ?? (from === undefined ? now : from + longestWindowMs)
  const begin = from ?? end - longestWindowMs
  if (end - begin > longestWindowMs)
    throw new Refusal(400, 'start_date and end_date may be 90 days apart at most.')
  return { from: new Date(begin), to: new Date(end) }
}

/** A `+` that was not encoded arrives as a space. */
function instant(form: Form, name: string): number | undefined {
  const text = form.one(name)?.replace(/ (?=\d\d:?\d\d$)/, '+')
  if (text === undefined) return undefined
  if (!z.iso.datetime({ offset: true }).safeParse(text).success)
    throw new Refusal(400, `${name} must be a date and time with its zone, such as 2026-11-21T09:00:00Z.`)
  return Date.parse(text)
}

function wholeNumber(text: string | undefined, name: string, otherwise: number, most: number): number {
  const number = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new Refusal(400, `${name} must be a whole number from 1 to ${most}.`)
  return number
}
