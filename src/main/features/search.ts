import { z } from 'zod'
import type { Found } from '../../shared/contract.ts'
import { excerptOf, markedText } from '../../shared/domain/search/marks.ts'
import type { CacheRows } from '../db/rows.ts'
import type { RankedEntry } from '../db/search/search-finder.ts'
import type { HandlersOf } from '../feature.ts'

const mostFound = 20
const mostRecent = 8
const recentName = 'search.recent'
const Recent = z.array(z.string())

/** Finding, all from the cache: it answers with the cable out. */
export function createSearch(deps: { rows: CacheRows }): {
  readonly handlers: HandlersOf<'search'>
  /** Takes in what was there before it could be searched, one record a turn. */
  start(): void
  stop(): void
} {
  const { search, remembered, room } = deps.rows
  const recent = () => remembered.read(recentName, Recent) ?? []
  let stopped = false
  const catchUp = () => {
    if (!stopped && search.catchUp()) void room().then(() => setImmediate(catchUp))
  }
  return {
    start: catchUp,
    stop() {
      stopped = true
    },
    handlers: {
      'search.find'({ query }) {
        const { entries, stems } = search.find(query, mostFound)
        return entries.map((entry) => foundOf(entry, stems))
      },
      'search.recent': () => recent(),
      'search.remember'({ query }) {
        const asked = query.trim()
        if (asked === '') return null
        const others = recent().filter((one) => one.toLowerCase() !== asked.toLowerCase())
        remembered.write(recentName, [asked, ...others].slice(0, mostRecent))
        return null
      },
    },
  }
}

function foundOf(entry: RankedEntry, stems: ReadonlySet<string>): Found {
  const { kind, id, stepId, title, synonyms, context, body } = entry
  const excerpt = excerptOf([body, synonyms], stems)
  if (stepId === null) return { kind, id, title: markedText(title, stems), step: null, excerpt }
  return {
    kind,
    id,
    title: markedText(context, stems),
    step: { stepId, title: markedText(title, stems) },
    excerpt,
  }
}
