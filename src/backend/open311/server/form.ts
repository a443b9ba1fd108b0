import { Refusal } from './replies.ts'

/** A form or a query as GeoReport reads it: an empty parameter is as good as none. */
export interface Form {
  one(name: string): string | undefined
  /** The parts of a comma list. */
  list(name: string): string[]
  /** Every `attribute[CODE]` and `attribute[CODE][]`, in their order. */
  readonly attributes: ReadonlyMap<string, readonly string[]>
}

/** Throws a refusal for bytes that are not UTF-8, which GeoReport v2 asks for everywhere. */
export function readForm(body: Uint8Array): Form {
  const text = decoded(body)
  for (const part of text.match(/(?:%[0-9a-f]{2})+/gi) ?? [])
    decoded(Uint8Array.from(part.slice(1).split('%'), (byte) => Number.parseInt(byte, 16)))
  return formOf(new URLSearchParams(text))
}

export function formOf(parameters: URLSearchParams): Form {
  const attributes = new Map<string, string[]>()
  for (const [name, value] of parameters) {
    const code = /^attribute\[([^\]]{1,80})\](?:\[\])?$/.exec(name)?.[1]
    if (code !== undefined && value !== '') attributes.set(code, [...(attributes.get(code) ?? []), value])
  }
  const one = (name: string) => parameters.get(name)?.trim() || undefined
  return {
    attributes,
    one,
    list: (name) =>
      (one(name) ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal(400, 'The text must be in UTF-8.')
  }
}
