import { holdsCardNumber } from '../card-number.ts'
import type { KnowledgeCheck } from './check-knowledge.ts'

/**
 * Knowledge goes to every desk and into the city's file: what may be a payment card's number keeps a record from
 * review, as it keeps a contact from being closed. An address of the web may hold any number.
 */
export const checkCardNumbers: KnowledgeCheck = ({ entity, id, doc }) =>
  places(doc, '').map((field) => ({ entity, id, field, rule: 'card-number', level: 'error', detail: '' }))

function places(value: unknown, place: string): string[] {
  if (typeof value === 'string') return !/^https?:/.test(value) && holdsCardNumber(value) ? [place] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    places(inner, place === '' ? key : `${place}.${key}`),
  )
}
