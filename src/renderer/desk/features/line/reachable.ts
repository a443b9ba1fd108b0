import type { ContractRequests } from '../../../../shared/contract.ts'
import { dialTarget } from '../../../../shared/domain/dial-target.ts'

type Directory = ContractRequests['directory.get']['output']
type Catalogue = ContractRequests['catalogue.get']['output']

export interface Reachable {
  readonly to: string
  readonly name: string
  readonly kind: 'unit' | 'queue' | 'colleague' | 'number'
  /** What tells two of a kind apart: the number, the hours. */
  readonly detail: string
  /** How their line is; null where the exchange does not tell. */
  readonly state?: Directory['colleagues'][number]['state']
}

/** Who of the directory fits what was written, units first; all of them where nothing was. */
export function reachable(
  catalogue: Catalogue | undefined,
  directory: Directory | undefined,
  written: string,
): Reachable[] {
  if (!catalogue) return []
  const stateOf = new Map(directory?.units.map(({ phone, state }) => [phone, state]))
  const units = catalogue.units.flatMap(({ name, phone = '' }): Reachable[] =>
    dialTarget(phone) === undefined
      ? []
      : [{ to: phone, name, kind: 'unit', detail: phone, state: stateOf.get(phone) ?? null }],
  )
  const queues = catalogue.queues.map(({ queueId, name }): Reachable => ({
    to: queueId,
    name,
    kind: 'queue',
    detail: '',
  }))
  const people = (directory?.colleagues ?? []).map(({ name, line, state }): Reachable => ({
    to: line,
    name,
    kind: 'colleague',
    detail: '',
    state,
  }))
  const wanted = plain(written)
  return [...units, ...queues, ...people].filter(
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
