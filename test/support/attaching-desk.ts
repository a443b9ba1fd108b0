import { createHash } from 'node:crypto'
import { createCore } from '../../src/main/core.ts'
import { fileSecrets } from '../../src/main/hosts/browser/file-secrets.ts'
import { systemClock } from '../../src/main/shell.ts'
import { attachmentPartBytes } from '../../src/shared/domain/attachment.ts'
import { connectDesk, memoryPorts } from '../../src/shared/wire.ts'
import { deviceReport } from './device-report.ts'
import { quietLog, quietShell } from './quiet-host.ts'
import { waitFor } from './wait-for.ts'
import { anyHour } from './any-hour.ts'

/**
 * `attaching-desk.ts FOLDER URL AGENT begin|resume`: a whole core that takes a call, attaches a photograph of many
 * pieces and closes the contact; or the same desk after its process was killed, which only signs in again.
 */
const [, , folder = '', url = '', agentId = '', task = ''] = process.argv
const pieces = 40
const photograph = Buffer.alloc(pieces * attachmentPartBytes - 11, 'luminaria apagada ')
photograph.set([0xff, 0xd8, 0xff, 0xe0])

const core = await createCore({
  shell: { ...quietShell(folder), secrets: fileSecrets(folder) },
  clock: systemClock,
  log: quietLog,
  policy: { backend: { url }, allowPlainTextSecrets: false, wrapUpSeconds: 0, rules: anyHour },
})
const [deskEnd, deskCore] = memoryPorts()
const [voiceEnd, voiceCore] = memoryPorts()
core.attach(deskCore, 'desk')
core.attach(voiceCore, 'voice')
const desk = connectDesk(deskEnd)
const voice = connectDesk(voiceEnd)
await voice.request('voice.hello', {})
process.on('disconnect', () => process.exit(0))

if (!(await desk.request('session.get', {})).signedIn) await desk.request('session.signIn', { agentId })
if (task === 'begin') await attach()
await waitFor(
  'an empty outbox',
  async () => {
    await desk.request('sync.now', {})
    return (await desk.request('sync.get', {})).pending === 0
  },
  { withinMs: 60_000, everyMs: 50 },
)
process.send?.({ kind: 'sent', sha256: createHash('sha256').update(photograph).digest('hex') })

async function attach(): Promise<void> {
  const at = () => new Date().toISOString()
  await voice.request('voice.report', {
    kind: 'registration',
    registration: { state: 'registered', since: at() },
  })
  await voice.request('voice.report', {
    kind: 'devices',
    report: deviceReport(),
  })
  await desk.request('agent.setPresence', { presence: { kind: 'ready' } })
  const offer = {
    number: '0991234567',
    displayName: '',
    queue: 'incidencias',
    externalCallId: 'x1',
    ivr: {},
    userToUser: '',
  }
  await voice.request('voice.report', {
    kind: 'incoming',
    callId: 'c1',
    offer,
    at: at(),
    epochMs: Date.now(),
  })
  await voice.request('voice.report', { kind: 'call', callId: 'c1', event: { kind: 'connected', at: at() } })
  const contact = await desk.request('contacts.current', {})
  if (!contact) throw new Error('The call is not on the desk.')
  const { interactionId } = contact.interaction
  const { attachmentId } = await desk.request('attachments.begin', {
    interactionId,
    name: 'farola.jpg',
    bytes: photograph.length,
  })
  for (let part = 0; part < pieces; part++) {
    const piece = photograph.subarray(part * attachmentPartBytes, (part + 1) * attachmentPartBytes)
    await desk.request('attachments.append', { attachmentId, part, data: piece.toString('base64') })
  }
  process.send?.({ kind: 'attached', attachmentId })
}
