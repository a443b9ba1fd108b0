import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expressPouch, PouchDB } from './pouch.ts'

/** `server-process.ts FOLDER`: the peer's backend, in a process of its own as ours is. */
const app = expressPouch(PouchDB.defaults({ prefix: `${process.argv[2] ?? ''}/`, adapter: 'leveldb' }), {
  mode: 'minimumForPouchDB',
})
const server = createServer(app)
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once('disconnect', () => process.exit(0))
