import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'

/** As much of PouchDB 9 as replicating takes; neither it nor its server brings types. */
export interface PouchDatabase {
  bulkDocs(documents: readonly object[]): Promise<unknown>
  info(): Promise<{ doc_count: number }>
  replicate: { to(target: string): PromiseLike<{ ok: boolean; docs_written: number }> }
  close(): Promise<void>
}
export interface PouchConstructor {
  new (name: string, options?: { adapter?: string }): PouchDatabase
  defaults(options: { prefix: string; adapter: string }): PouchConstructor
}

const require = createRequire(import.meta.url)
export const PouchDB = require('pouchdb') as PouchConstructor
export const expressPouch = require('express-pouchdb') as (
  pouch: PouchConstructor,
  options: { mode: 'minimumForPouchDB' },
) => RequestListener
