/**
 * One term of a JSON-LD document, written and read by the same description, so that the two ways of a mapping
 * cannot drift apart. What is read is not trusted: the record's own schema judges it afterwards.
 */
export interface Term {
  to(value: never): unknown
  from(node: unknown): unknown
}

export const plain: Term = { to: (value) => value, from: (node) => valueOf(node) }

/** Text of the record's language. */
export const spanish: Term = {
  to: (value: string) => ({ '@language': 'es', '@value': value }),
  from: (node) => valueOf(node),
}

const typed = (type: string, read: (text: unknown) => unknown): Term => ({
  to: (value: string | number) => ({ '@type': type, '@value': String(value) }),
  from: (node) => read(valueOf(node)),
})
export const date = typed('xsd:date', (text) => text)
export const decimal = typed('xsd:decimal', numberOf)
export const integer = typed('xsd:integer', numberOf)
export const address: Term = { to: (value: string) => ({ '@id': value }), from: idOf }

/** A word of ours for an address of theirs. */
export function concept(table: Readonly<Record<string, string>>): Term {
  return {
    to: (value: string) => ({ '@id': table[value] ?? value }),
    from(node) {
      const id = idOf(node)
      return Object.keys(table).find((word) => table[word] === id) ?? id
    },
  }
}

/** In RDF the values of a property have no order; these are a set to whoever reads it so. */
export function many(term: Term): Term {
  return {
    to: (values: readonly never[]) => values.map((value) => term.to(value)),
    from: (nodes) => arrayOf(nodes).map((node) => term.from(node)),
  }
}

/** Where the order is part of the meaning, RDF is told so. */
export function inOrder(term: Term): Term {
  return {
    to: (values: readonly never[]) => ({ '@list': values.map((value) => term.to(value)) }),
    from: (node) => arrayOf(isNode(node) ? node['@list'] : node).map((each) => term.from(each)),
  }
}

/** A node of this class; a field that is absent or empty is not written. */
export function node(type: string, fields: Readonly<Record<string, readonly [string, Term]>>): Term {
  return {
    to(value: Readonly<Record<string, never>>) {
      const written: Record<string, unknown> = { '@type': type }
      for (const [field, [name, term]] of Object.entries(fields)) {
        const held: unknown = value[field]
        if (held !== undefined && !(Array.isArray(held) && held.length === 0))
          written[name] = term.to(held as never)
      }
      return written
    },
    from(read) {
      if (!isNode(read)) return read
      const value: Record<string, unknown> = {}
      for (const [field, [name, term]] of Object.entries(fields))
        if (Object.hasOwn(read, name)) value[field] = term.from(read[name])
      return value
    },
  }
}

export function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function valueOf(read: unknown): unknown {
  const one: unknown = Array.isArray(read) ? read[0] : read
  return isNode(one) && '@value' in one ? one['@value'] : one
}

function idOf(read: unknown): unknown {
  const one: unknown = Array.isArray(read) ? read[0] : read
  return isNode(one) && '@id' in one ? one['@id'] : one
}

function numberOf(text: unknown): unknown {
  return typeof text === 'string' && text.trim() !== '' ? Number(text) : text
}

/** A list of one may have been written without brackets (JSON-LD 1.1, compaction). */
function arrayOf(read: unknown): unknown[] {
  if (read === undefined) return []
  return Array.isArray(read) ? read : [read]
}
