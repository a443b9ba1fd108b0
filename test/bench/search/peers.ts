import { create, insertMultiple, load, save, search, type RawData } from '@orama/orama'
import { stemmer } from '@orama/stemmers/spanish'
import MiniSearch, { type Options } from 'minisearch'
import type { SearchEntry } from '../../../src/shared/domain/search/entries.ts'
import { stopWords } from '../../../src/shared/domain/search/stop-words.ts'
import { fold } from '../../../src/shared/domain/search/words.ts'

/** What every engine is given: the entries of our own index, with the synonyms of their records. */
export interface PeerDocument extends Pick<
  SearchEntry,
  'title' | 'synonyms' | 'context' | 'contextSynonyms' | 'body'
> {
  /** Its own: a step's is another than its script's. */
  readonly id: string
  /** The record it belongs to, as `kind:id`. */
  readonly record: string
}

export interface Peer {
  readonly name: string
  build(documents: readonly PeerDocument[]): Promise<string>
  /** From its saved index, which is its fastest start. Answers with records, best first, as `kind:id`. */
  load(saved: string): Promise<(query: string) => Promise<string[]>>
}

const fields = ['title', 'synonyms', 'context', 'contextSynonyms', 'body'] as const
const mostHits = 60

const miniSearchOptions: Options<PeerDocument> = {
  fields: [...fields],
  storeFields: ['record'],
  processTerm(term) {
    const folded = fold(term)
    return stopWords.has(folded) ? null : fold(stemmer(folded))
  },
  searchOptions: { prefix: true, fuzzy: 0.2 },
}

const miniSearch: Peer = {
  name: 'minisearch',
  build(documents) {
    const index = new MiniSearch(miniSearchOptions)
    index.addAll(documents)
    return Promise.resolve(JSON.stringify(index))
  },
  load(saved) {
    const index = MiniSearch.loadJSON(saved, miniSearchOptions)
    return Promise.resolve((query) =>
      Promise.resolve(
        recordsIn(
          index
            .search(query)
            .slice(0, mostHits)
            .map((hit) => String(hit['record'])),
        ),
      ),
    )
  },
}

const emptyOrama = () =>
  create({
    schema: {
      id: 'string',
      record: 'string',
      title: 'string',
      synonyms: 'string',
      context: 'string',
      contextSynonyms: 'string',
      body: 'string',
    },
    components: {
      tokenizer: { language: 'spanish', stemming: true, stemmer, stopWords: [...stopWords] },
    },
  })

/** Loaded into an index of the same making: `plugin-data-persistence` would bring it back with an English tokenizer. */
const orama: Peer = {
  name: 'orama',
  async build(documents) {
    const index = emptyOrama()
    await insertMultiple(index, [...documents], 1_000)
    return JSON.stringify(save(index))
  },
  load(saved) {
    const index = emptyOrama()
    load(index, JSON.parse(saved) as RawData)
    return Promise.resolve(async (query) => {
      const { hits } = await search(index, {
        term: query,
        properties: [...fields],
        tolerance: 1,
        limit: mostHits,
      })
      return recordsIn(hits.map(({ document }) => document.record))
    })
  },
}

export const peers: readonly Peer[] = [miniSearch, orama]

const recordsIn = (records: readonly string[]): string[] => [...new Set(records)]
