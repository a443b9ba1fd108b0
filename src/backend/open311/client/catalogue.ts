import type { Row } from './tolerant.ts'
import { wordOf } from './tolerant.ts'

/** A service of the other side, as far as sending to it needs. */
export interface RemoteService {
  readonly code: string
  readonly kind: 'realtime' | 'batch' | 'blackbox'
  /** Its questions by code; `many` takes several values. */
  readonly attributes: ReadonlyMap<string, { readonly required: boolean; readonly many: boolean }>
}

/** One reading of the other side's services. It never changes: what was begun with it is finished with it. */
export interface RemoteCatalogue {
  readonly changeset: string | undefined
  readonly format: 'json' | 'xml'
  readonly services: ReadonlyMap<string, RemoteService>
}

const kinds = ['realtime', 'batch', 'blackbox'] as const

/** A type that cannot be read is `realtime`: what the answer brings decides in the end. */
export function readService(row: Row, definition: readonly Row[]): RemoteService | undefined {
  const code = wordOf(row, 'service_code')
  if (code === undefined) return undefined
  const kind = kinds.find((each) => each === wordOf(row, 'type')?.toLowerCase()) ?? 'realtime'
  const attributes = definition.flatMap((attribute) => {
    const name = wordOf(attribute, 'code')
    if (name === undefined || wordOf(attribute, 'variable') === 'false') return []
    const required = wordOf(attribute, 'required') === 'true'
    return [[name, { required, many: wordOf(attribute, 'datatype') === 'multivaluelist' }] as const]
  })
  return { code, kind, attributes: new Map(attributes) }
}

/** Where the other side has a place of its own for a client's reference, it goes there. */
export function referenceAttribute({ attributes }: RemoteService): string | undefined {
  return [...attributes.keys()].find((code) =>
    /^(client|external|source|your)[_.-]?(reference|ref|id)$/i.test(code),
  )
}
