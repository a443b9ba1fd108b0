import { join } from 'node:path'
import { createCore } from '../../../src/main/core.ts'
import { openCache } from '../../../src/main/db/open.ts'
import { createCacheRows } from '../../../src/main/db/rows.ts'
import { fileSecrets } from '../../../src/main/hosts/browser/file-secrets.ts'
import { servePages } from '../../../src/main/hosts/browser/serve-pages.ts'
import { systemClock } from '../../../src/main/shell.ts'
import { connectDesk, memoryPorts } from '../../../src/shared/wire.ts'
import { quietLog, quietShell } from '../../support/quiet-host.ts'

/** `desk-process.ts FOLDER QUERY`: a desk on a full cache, with the cable out; says how soon it gave its first answer. */
const [, , dataFolder = '', query = ''] = process.argv
const secrets = fileSecrets(dataFolder)
const key = Buffer.from((await secrets.read('cache-key')) ?? '', 'base64')

const openedAt = performance.now()
const { db } = openCache(join(dataFolder, 'cache.db'), key, Date.now)
createCacheRows(db).search.find(query, 20)
const coldOpenMs = performance.now() - openedAt
db.close()

const startedAt = performance.now()
const core = await createCore({
  shell: { ...quietShell(dataFolder), secrets },
  clock: systemClock,
  log: quietLog,
  policy: { backend: { url: 'http://127.0.0.1:9' }, allowPlainTextSecrets: false, wrapUpSeconds: 0 },
})
const [deskEnd, coreEnd] = memoryPorts()
core.attach(coreEnd, 'desk')
await connectDesk(deskEnd).request('search.find', { query })
const coldDeskMs = performance.now() - startedAt

const served = await servePages({
  folder: dataFolder,
  port: 0,
  attach: (port, role) => core.attach(port, role),
  isOurKey: () => false,
})
process.send?.({ coldOpenMs, coldDeskMs, url: served.url })
process.once('message', () => void served.close().then(() => process.exit(0)))
