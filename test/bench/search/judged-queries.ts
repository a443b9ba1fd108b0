import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../../../scripts/ensure.mjs'

/** What a citizen said, as an agent types it, and the records that answer it: each one alone is an answer. */
const JudgedQuery = z.object({ query: z.string().min(1), relevant: z.array(z.string()).min(1) }).strict()
export type JudgedQuery = z.infer<typeof JudgedQuery>

export type Half = 'tune' | 'judge'

/** The half is the query's own, by its letters: adding one moves no other. Weights are chosen on `tune` alone. */
export function judgedQueries(half: Half): JudgedQuery[] {
  const file = join(root, 'test', 'bench', 'queries', 'citizens.json')
  const all = z.array(JudgedQuery).parse(JSON.parse(readFileSync(file, 'utf8')))
  return all.filter(({ query }) => halfOf(query) === half)
}

/** FNV-1a over the code units; the lowest bit decides. */
function halfOf(query: string): Half {
  let hash = 0x811c9dc5
  for (let at = 0; at < query.length; at++) hash = Math.imul(hash ^ query.charCodeAt(at), 0x01000193)
  return (hash >>> 16) & 1 ? 'judge' : 'tune'
}

export interface Quality {
  /** Share of the queries with an answer among the first three records. */
  recallAt3: number
  /** Mean of one over the place of the first answer (0 where there is none among those given). */
  mrr: number
}

/** `ranked`: the records found for each query, best first, as `kind:id`. */
export function qualityOf(judged: readonly { relevant: string[]; ranked: string[] }[]): Quality {
  const places = judged.map(({ relevant, ranked }) => ranked.findIndex((id) => relevant.includes(id)))
  return {
    recallAt3: share(places.map((place) => (place >= 0 && place < 3 ? 1 : 0))),
    mrr: share(places.map((place) => (place < 0 ? 0 : 1 / (place + 1)))),
  }
}

const share = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
