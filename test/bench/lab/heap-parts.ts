import type { CDPSession } from '@playwright/test'

/** What of a heap is compiled code, and how many there are of each kind of thing. */
export interface HeapParts {
  readonly codeMb: number
  /** By constructor; the browser's own objects under the page's (audio nodes, tracks) among them. */
  readonly counts: ReadonlyMap<string, number>
}

/** As DevTools saves it (V8's heap snapshot): one row of numbers for each node, named by `meta`. */
export interface HeapSnapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: string[]; readonly node_types: [string[]] } }
  readonly nodes: readonly number[]
  readonly strings: readonly string[]
}

/** What is counted of a page: its own objects and the browser's; V8's inner ones have no owner to be named. */
const counted = new Set(['object', 'native'])

export function partsOf({ snapshot: { meta }, nodes, strings }: HeapSnapshot): HeapParts {
  const width = meta.node_fields.length
  const at = (field: string) => meta.node_fields.indexOf(field)
  const [type, name, size] = [at('type'), at('name'), at('self_size')]
  const counts = new Map<string, number>()
  let code = 0
  for (let node = 0; node < nodes.length; node += width) {
    const kind = meta.node_types[0][nodes[node + type] ?? -1] ?? ''
    if (kind === 'code') code += nodes[node + size] ?? 0
    const called = strings[nodes[node + name] ?? -1] ?? ''
    if (counted.has(kind) && !/^system \/|^blink::|^<|[ :]/.test(called))
      counts.set(called, (counts.get(called) ?? 0) + 1)
  }
  return { codeMb: code / 1_000_000, counts }
}

/** Collects garbage as it is taken, and lets go of code that was not run lately: measure after it, each time alike. */
export async function heapParts(devTools: CDPSession): Promise<HeapParts> {
  const chunks: string[] = []
  const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk)
  devTools.on('HeapProfiler.addHeapSnapshotChunk', take)
  await devTools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  devTools.off('HeapProfiler.addHeapSnapshotChunk', take)
  return partsOf(JSON.parse(chunks.join('')) as HeapSnapshot)
}

/** What there is one more of with every other call or oftener, by call: a leak, whatever its size. */
export function leftPerCall(before: HeapParts, after: HeapParts, calls: number): Record<string, number> {
  const grown = [...after.counts].map(
    ([name, count]) => [name, (count - (before.counts.get(name) ?? 0)) / calls] as const,
  )
  return Object.fromEntries(
    grown
      .filter(([, each]) => each >= 0.5)
      .toSorted((one, other) => other[1] - one[1])
      .map(([name, each]) => [name, Math.round(each * 10) / 10]),
  )
}
