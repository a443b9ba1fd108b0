import { readFileSync, writeFileSync } from 'node:fs'
import { peers, type PeerDocument } from './peers.ts'

/** `peer-process.ts NAME build|load FOLDER`: one peer in a process of its own, so that none pays for another. */
const [, , name = '', task = '', folder = ''] = process.argv
const peer = peers.find((one) => one.name === name)
if (!peer) throw new Error(`No peer is called ${name}.`)
const saved = `${folder}/${name}.index`

if (task === 'build') {
  const documents = JSON.parse(readFileSync(`${folder}/documents.json`, 'utf8')) as PeerDocument[]
  writeFileSync(saved, await peer.build(documents))
  process.exit(0)
}

const queries = JSON.parse(readFileSync(`${folder}/queries.json`, 'utf8')) as string[]
const startedAt = performance.now()
const find = await peer.load(readFileSync(saved, 'utf8'))
await find(queries[0] ?? '')
const coldOpenMs = performance.now() - startedAt

for (const query of queries) await find(query)
const times: number[] = []
const ranked: string[][] = []
for (const query of queries) {
  const askedAt = performance.now()
  const found = await find(query)
  times.push(performance.now() - askedAt)
  ranked.push(found)
}
process.send?.({ coldOpenMs, times, ranked }, () => process.disconnect())
