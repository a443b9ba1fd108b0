import { join } from 'node:path'
import { createCore } from '../../src/main/core.ts'
import { fileSecrets } from '../../src/main/hosts/browser/file-secrets.ts'
import { openLog } from '../../src/main/hosts/log-file.ts'
import { systemClock } from '../../src/main/shell.ts'
import { connectDesk, memoryPorts } from '../../src/shared/wire.ts'
import type { PlantedDay } from './planted-day.ts'
import { quietShell } from './quiet-host.ts'
import { waitFor } from './wait-for.ts'
import { deviceReport } from './device-report.ts'
import { anyHour } from './any-hour.ts'

/**
 * A whole core in a process of its own, with the host's real log and secrets, that works a day of planted people
 * and then ends as it was told: never in order, so that whatever lies about on the disk stays there.
 */
const day = JSON.parse(process.argv[2] ?? '') as PlantedDay
const core = await createCore({
  shell: { ...quietShell(day.folder), secrets: fileSecrets(day.folder) },
  clock: systemClock,
  log: openLog(day.folder),
  policy: {
    backend: { url: day.backendUrl },
    allowPlainTextSecrets: false,
    wrapUpSeconds: 0,
    rules: anyHour,
  },
})
const [deskEnd, deskCore] = memoryPorts()
const [voiceEnd, voiceCore] = memoryPorts()
core.attach(deskCore, 'desk')
core.attach(voiceCore, 'voice')
const desk = connectDesk(deskEnd)
const voice = connectDesk(voiceEnd)
const now = () => new Date().toISOString()

const { city } = await desk.request('session.get', {})
if (!(await desk.request('session.get', {})).signedIn)
  await desk.request('session.signIn', { agentId: city?.agents[0]?.agentId ?? '' })
await voice.request('voice.report', {
  kind: 'registration',
  registration: { state: 'registered', since: now() },
})
await voice.request('voice.report', {
  kind: 'devices',
  report: deviceReport(),
})
await waitFor('the city’s knowledge', async () => (await desk.request('scripts.list', {})).length > 0, {
  withinMs: 30_000,
  everyMs: 50,
})

for (const [index, person] of day.people.entries()) {
  const callId = `c${index}`
  await desk.request('agent.setPresence', { presence: { kind: 'ready' } })
  await voice.request('voice.report', {
    kind: 'incoming',
    callId,
    at: now(),
    epochMs: Date.now(),
    offer: {
      number: person.phone,
      displayName: person.name,
      queue: 'incidencias',
      externalCallId: callId,
      ivr: { document: person.document },
      userToUser: '',
    },
  })
  await voice.request('voice.report', { kind: 'call', callId, event: { kind: 'connected', at: now() } })
  const contact = await desk.request('contacts.current', {})
  if (!contact) throw new Error('The contact is not there.')
  const { interactionId } = contact.interaction
  const draft = {
    ...contact.interaction.draft,
    callerName: person.name,
    callbackNumber: person.phone,
    address: person.address,
    description: `${person.name}, ${person.document}: luminaria apagada`,
    notes: `Llama ${person.name}; documento ${person.document}, ${person.email}`,
  }
  await desk.request('contacts.autosave', { interactionId, draft })
  await desk.request('privacy.reveal', { interactionId, what: 'phone' })
  if (index === day.people.length - 1) break
  await voice.request('voice.report', {
    kind: 'call',
    callId,
    event: { kind: 'ended', at: now(), cause: 'citizen-hung-up' },
  })
  await desk.request('contacts.close', {
    interactionId,
    draft: { ...draft, serviceCode: 'alumbrado', disposition: 'CAS' },
  })
  await desk.request('contacts.recent', {})
  await desk.request('serviceRequests.list', {})
}
if (day.end === 'waits') process.stdout.write('worked\n')
else if (day.end === 'throws') throw new Error(`Ends in mid-call, in ${join(day.folder, 'cache.db')}.`)
else process.abort()
