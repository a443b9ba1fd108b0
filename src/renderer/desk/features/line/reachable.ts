import type { ContractRequests } from '../../../../shared/contract.ts'
import { dialTarget } from '../../../../shared/domain/dial-target.ts'

type Catalogue = ContractRequests['catalogue.get']['output']

export interface Reachable {
  readonly to: string
  readonly name: string
  readonly kind: 'unit' | 'queue' | 'colleague' | 'number'
  /** What tells two of a kind apart: the number, the hours. */
  readonly detail: string
}

/** Who of the directory fits what was written, units first; all of them where nothing was. */
export function reachable(catalogue: Catalogue | undefined, written: string): Reachable[] {
  if (!catalogue) return []
  const units = catalogue.units.flatMap(({ name, phone = '' }): Reachable[] =>
    dialTarget(phone) === undefined ? [] : [{ to: phone, name, kind: 'unit', detail: phone }],
  )
  const queues = catalogue.queues.map(({ queueId, name }): Reachable => ({
    to: queueId,
    name,
    kind: 'queue',
    detail: '',
  }))
  const wanted = plain(written)
  return [...units, ...queues].filter(
    ({ name, to }) => plain(name).includes(wanted) || (wanted !== '' && plain(to).includes(wanted)),
  )
}

/** Spaces, dots and accents are nobody's business while looking for somebody. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\s().-]/gu, '')
    .toLowerCase()
}
