import { join } from 'node:path'
import { createCore } from '../../src/main/core.ts'
import { openCache } from '../../src/main/db/open.ts'
import { fileSecrets } from '../../src/main/hosts/browser/file-secrets.ts'
import { systemClock } from '../../src/main/shell.ts'
import { connectDesk, memoryPorts } from '../../src/shared/wire.ts'
import { quietLog, quietShell } from '../support/quiet-host.ts'
import type { ColdStart } from './cold-start.ts'
import { percentile, rounded } from './figures.ts'

const lookUps = 300
const dataFolder = process.argv[2] ?? ''
const secrets = fileSecrets(dataFolder)
const key = Buffer.from((await secrets.read('cache-key')) ?? '', 'base64')

const openedFrom = performance.now()
openCache(join(dataFolder, 'cache.db'), key, Date.now).db.close()
const openMs = performance.now() - openedFrom

const startedFrom = performance.now()
const core = await createCore({
  shell: { ...quietShell(dataFolder), secrets },
  clock: systemClock,
  log: quietLog,
  // Nobody is there: a start with the cable out.
  policy: { backend: { url: 'http://127.0.0.1:9' }, allowPlainTextSecrets: false, wrapUpSeconds: 0 },
})
const coldStartMs = performance.now() - startedFrom

const [deskEnd, deskCore] = memoryPorts()
const [voiceEnd, voiceCore] = memoryPorts()
core.attach(deskCore, 'desk')
core.attach(voiceCore, 'voice')
const desk = connectDesk(deskEnd)
const voice = connectDesk(voiceEnd)
// A desk that starts again with its session is locked, as it should be.
await desk.request('lock.open', { password: process.argv[3] ?? '' })
await voice.request('voice.hello', {})
await desk.request('agent.setPresence', { presence: { kind: 'ready' } })

const numberOf = (index: number) => `09${80_000_000 + ((index * 331) % 100_000)}`

const asked: number[] = []
for (let index = 0; index < lookUps; index++) {
  const askedAt = performance.now()
  const who = await desk.request('contacts.whoIs', { number: numberOf(index) })
  asked.push(performance.now() - askedAt)
  if (!who) throw new Error(`Nobody was found under the number of look-up ${index}.`)
}

const cards: number[] = []
for (let index = 0; index < lookUps; index++) {
  const number = numberOf(index)
  const at = new Date().toISOString()
  const callId = `call-${index}`
  const offer = { number, displayName: '', queue: 'general', externalCallId: callId, ivr: {}, userToUser: '' }
  const askedAt = performance.now()
  await voice.request('voice.report', { kind: 'incoming', callId, offer, at, epochMs: Date.now() })
  const contact = await desk.request('contacts.current', {})
  cards.push(performance.now() - askedAt)
  if (!contact?.citizen) throw new Error(`Nobody was found under the number of look-up ${index}.`)
  const event = { kind: 'ended' as const, at: new Date().toISOString(), cause: 'cancelled' as const }
  await voice.request('voice.report', { kind: 'call', callId, event })
}
await core.close()

const figures: ColdStart = {
  coldStartMs: rounded(coldStartMs),
  openMs: rounded(openMs),
  lookUpP95Ms: rounded(percentile(asked, 0.95), 2),
  ringToCardP95Ms: rounded(percentile(cards, 0.95), 2),
  lookUps,
}
process.send?.(figures)
process.disconnect()
process.exit(0)
