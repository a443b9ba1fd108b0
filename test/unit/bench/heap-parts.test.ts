import { expect, test } from 'vitest'
import { leftPerCall, partsOf, type HeapSnapshot } from '../../bench/lab/heap-parts.ts'

/** Type, name, size of each node, in a snapshot with V8's own order of fields. */
function snapshot(...nodes: [type: string, name: string, size: number][]): HeapSnapshot {
  const types = ['hidden', 'code', 'object', 'native', 'string']
  const strings = [...new Set(nodes.map(([, name]) => name))]
  return {
    snapshot: { meta: { node_fields: ['type', 'name', 'id', 'self_size'], node_types: [types] } },
    nodes: nodes.flatMap(([type, name, size], id) => [types.indexOf(type), strings.indexOf(name), id, size]),
    strings,
  }
}

test('compiled code is told apart from what the page holds', () => {
  const { codeMb } = partsOf(
    snapshot(
      ['code', 'system / InstructionStream', 300_000],
      ['code', '', 200_000],
      ['object', 'Array', 4_000_000],
    ),
  )
  expect(codeMb).toBe(0.5)
})

test('what every call leaves behind is named, with how many of it, and what levels is not', () => {
  const nodes = (name: string, type: string, count: number) =>
    Array.from({ length: count }, (): [string, string, number] => [type, name, 100])
  const before = partsOf(snapshot(...nodes('MediaStreamTrack', 'native', 5), ...nodes('Query', 'object', 40)))
  const after = partsOf(
    snapshot(
      ...nodes('MediaStreamTrack', 'native', 35),
      ...nodes('Query', 'object', 44),
      ...nodes('RTCSession', 'object', 10),
      ...nodes('system / Context', 'object', 90),
    ),
  )
  expect(leftPerCall(before, after, 10)).toEqual({ MediaStreamTrack: 3, RTCSession: 1 })
})
