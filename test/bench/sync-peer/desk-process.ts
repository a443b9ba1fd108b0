import { readFileSync } from 'node:fs'
import { PouchDB } from './pouch.ts'

/** `desk-process.ts FOLDER URL`: the same documents, written offline and replicated up as the desk drains its outbox. */
const [, , folder = '', url = ''] = process.argv
const documents = JSON.parse(readFileSync(`${folder}/documents.json`, 'utf8')) as object[]
const local = new PouchDB(`${folder}/desk`, { adapter: 'leveldb' })
await local.bulkDocs(documents)
const startedAt = performance.now()
const { docs_written: written } = await local.replicate.to(`${url}/cases`)
const seconds = (performance.now() - startedAt) / 1000
await local.close()
process.send?.({ written, seconds })
process.disconnect()
