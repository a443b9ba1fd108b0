import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCore, type Core } from '../../src/main/core.ts'
import type { Policy } from '../../src/main/policy.ts'
import type { Log, SecretStore, Shell } from '../../src/main/shell.ts'
import type { AgentState } from '../../src/shared/domain/agent.ts'
import type { CallOffer } from '../../src/shared/domain/call.ts'
import type { TelephonyEvent, VoiceCommand } from '../../src/shared/domain/telephony.ts'
import { connectDesk, memoryPorts, type Desk } from '../../src/shared/wire.ts'
import { fakeBackend, type FakeBackend } from './fake-backend.ts'
import { testTrust } from './signed-knowledge.ts'
import { fakeClock, type FakeClock } from './fake-clock.ts'
import { deviceReport } from './device-report.ts'

/** A whole core in a folder of its own, with both pages' ends in the test's hand. */
export interface TestDesk {
  core: Core
  desk: Desk
  voice: Desk
  clock: FakeClock
  backend: FakeBackend
  /** Commands the voice page was given, oldest first. */
  executed: VoiceCommand[]
  notices: { title: string; body: string }[]
  states: AgentState[]
  logged: string[]
  /** How often the clipboard was emptied. */
  cleared: { times: number }
  secrets: Map<string, string>
  power(event: 'resume' | 'lock' | 'unlock'): void
  report(event: TelephonyEvent): Promise<void>
  /** Signs in, registers, opens the microphone and says ready. */
  becomeReady(): Promise<void>
  ring(callId: string, offer?: Partial<CallOffer>): Promise<void>
  /** The same folder and secrets, a new core: what a restart finds. `offlineHours` is what IT allows from now on. */
  restart(offlineHours?: number): Promise<TestDesk>
  folder: string
  dispose(): Promise<void>
}

type Kept = { folder: string; secrets: Map<string, string>; clock: FakeClock; backend: FakeBackend }

export async function testDesk(
  kept?: Kept,
  offlineHours = 0,
  site: Pick<Policy, 'saveDocuments'> = {},
): Promise<TestDesk> {
  const folder = kept?.folder ?? mkdtempSync(join(tmpdir(), 'ventanilla-test-'))
  const secrets = kept?.secrets ?? new Map<string, string>()
  const clock = kept?.clock ?? fakeClock()
  const backend = kept?.backend ?? fakeBackend()
  const executed: VoiceCommand[] = []
  const notices: { title: string; body: string }[] = []
  const states: AgentState[] = []
  const logged: string[] = []
  const cleared = { times: 0 }
  let onPower: (event: 'resume' | 'lock' | 'unlock') => void = () => {}

  const store: SecretStore = {
    read: (name) => Promise.resolve(secrets.get(name)),
    write: (name, value) => Promise.resolve(void secrets.set(name, value)),
    remove: (name) => Promise.resolve(void secrets.delete(name)),
  }
  const shell: Shell = {
    host: 'browser',
    dataFolder: folder,
    notify: ({ title, body }) => void notices.push({ title, body }),
    focusWindow: () => {},
    openExternal: () => Promise.resolve(false),
    clearClipboard: () => void (cleared.times += 1),
    showState: (state) => void states.push(state),
    secrets: store,
    onPower(listener) {
      onPower = listener
      return () => {}
    },
  }
  const write = (message: string, facts?: Record<string, unknown>) =>
    void logged.push(JSON.stringify({ message, ...facts }))
  const log: Log = { info: write, warn: write, error: write }
  const core = await createCore({
    shell,
    clock,
    checkpointThread: null,
    log,
    backend,
    policy: {
      backend: { url: 'http://127.0.0.1:1' },
      allowPlainTextSecrets: false,
      wrapUpSeconds: 120,
      knowledge: testTrust,
      signIn: { offlineHours },
      ...site,
    },
  })

  const [deskEnd, deskCore] = memoryPorts()
  const [voiceEnd, voiceCore] = memoryPorts()
  core.attach(deskCore, 'desk')
  core.attach(voiceCore, 'voice')
  const desk = connectDesk(deskEnd)
  const voice = connectDesk(voiceEnd)
  voice.on('voice.execute', (command) => void executed.push(command))
  await voice.request('voice.hello', {})

  const report = async (event: TelephonyEvent) => void (await voice.request('voice.report', event))
  const at = () => new Date(clock.now()).toISOString()

  return {
    core,
    desk,
    voice,
    clock,
    backend,
    executed,
    notices,
    states,
    logged,
    cleared,
    secrets,
    folder,
    power: (event) => onPower(event),
    report,
    async becomeReady() {
      await desk.request('session.signIn', { agentId: 'ana' })
      await report({ kind: 'registration', registration: { state: 'registered', since: at() } })
      await report({
        kind: 'devices',
        report: deviceReport(),
      })
      await desk.request('agent.setPresence', { presence: { kind: 'ready' } })
    },
    ring: (callId, offer = {}) =>
      report({
        kind: 'incoming',
        callId,
        at: at(),
        epochMs: clock.now(),
        offer: {
          number: '+593991234567',
          displayName: '',
          queue: 'general',
          externalCallId: `x-${callId}`,
          ivr: {},
          userToUser: '',
          ...offer,
        },
      }),
    async restart(offlineHours) {
      await core.close()
      return testDesk({ folder, secrets, clock, backend }, offlineHours)
    },
    async dispose() {
      await core.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Lets everything that is only waiting for its turn happen; no time passes. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resume) => setImmediate(resume))
}

/** Ana's desk, ready, at the start of a shift from 09:00 to 15:00 in Quito: the test's clock starts at nine. */
export async function deskInShift(): Promise<TestDesk> {
  const desk = await testDesk()
  const weekdays = [1, 2, 3, 4, 5, 6, 7]
  const shift = { shiftId: 'ana-dia', agentId: 'ana', weekdays, from: '09:00', to: '15:00', activities: [] }
  desk.backend.changesSince = [{ entity: 'shift', id: 'ana-dia', doc: shift }]
  // The shift comes down with the first sign-in; the second finds it.
  await desk.desk.request('session.signIn', { agentId: 'ana' })
  await settled()
  await desk.desk.request('session.signOut', {})
  await desk.becomeReady()
  return desk
}
