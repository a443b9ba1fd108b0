import { FormQuestion } from '../../../shared/domain/cases/service-form.ts'
import { rowsIn, wordOf, type Row } from './tolerant.ts'

/** A service of the other side, as far as sending to it needs. */
export interface RemoteService {
  readonly code: string
  readonly kind: 'realtime' | 'batch' | 'blackbox'
  /** Its questions by code; `many` takes several values. */
  readonly attributes: ReadonlyMap<string, { readonly required: boolean; readonly many: boolean }>
  /** The same as a form, in their order; undefined where the city did not give what it says it has. */
  readonly questions: readonly FormQuestion[] | undefined
}

/** One reading of the other side's services. It never changes: what was begun with it is finished with it. */
export interface RemoteCatalogue {
  readonly changeset: string | undefined
  readonly format: 'json' | 'xml'
  readonly services: ReadonlyMap<string, RemoteService>
}

const kinds = ['realtime', 'batch', 'blackbox'] as const

/** A type that cannot be read is `realtime`: what the answer brings decides in the end. */
export function readService(row: Row, definition: readonly Row[] | undefined): RemoteService | undefined {
  const code = wordOf(row, 'service_code')
  if (code === undefined) return undefined
  const kind = kinds.find((each) => each === wordOf(row, 'type')?.toLowerCase()) ?? 'realtime'
  const read = definition?.flatMap(readQuestion).toSorted((one, other) => one.order - other.order)
  const questions = read?.map(({ question }) => question).slice(0, mostQuestions)
  const attributes = (questions ?? [])
    .filter(({ variable }) => variable)
    .map(
      (question) =>
        [
          question.code,
          { required: question.required, many: question.datatype === 'multivaluelist' },
        ] as const,
    )
  return { code, kind, attributes: new Map(attributes), questions }
}

const mostQuestions = 100
const datatypes = FormQuestion.shape.datatype.options

/** A datatype that nobody knows is a line of text; a list without values is one too, because nothing could be chosen. */
function readQuestion(row: Row): { order: number; question: FormQuestion }[] {
  const code = wordOf(row, 'code')
  if (code === undefined) return []
  const values = valuesIn(row)
  const named = datatypes.find((each) => each === wordOf(row, 'datatype')?.toLowerCase()) ?? 'string'
  const question = FormQuestion.safeParse({
    code,
    variable: wordOf(row, 'variable')?.toLowerCase() !== 'false',
    datatype: named.endsWith('valuelist') && values.length === 0 ? 'string' : named,
    required: wordOf(row, 'required')?.toLowerCase() === 'true',
    description: (wordOf(row, 'description') ?? code).slice(0, 500),
    datatypeDescription: (wordOf(row, 'datatype_description') ?? '').slice(0, 500),
    values,
  })
  const order = Number(wordOf(row, 'order'))
  return question.success
    ? [{ order: Number.isFinite(order) ? order : Infinity, question: question.data }]
    : []
}

/** Key and name stand in a list of their own, or in one more element around it (XML). */
function valuesIn(row: Row): FormQuestion['values'] {
  const given = Object.hasOwn(row, 'values') ? row['values'] : undefined
  return rowsIn(given).flatMap((value) => {
    const key = wordOf(value, 'key')
    return key === undefined || key.length > 200
      ? []
      : [{ key, name: (wordOf(value, 'name') ?? key).slice(0, 200) }]
  })
}

/** Where the other side has a place of its own for a client's reference, it goes there. */
export function referenceAttribute({ attributes }: RemoteService): string | undefined {
  return [...attributes.keys()].find((code) =>
    /^(client|external|source|your)[_.-]?(reference|ref|id)$/i.test(code),
  )
}
