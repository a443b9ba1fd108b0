import { afterEach, beforeEach, expect, test } from 'vitest'
import { paths } from '../../../src/shared/backend-api.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'
import { deviceReport } from '../../support/device-report.ts'

let desk: TestDesk

beforeEach(async () => {
  desk = await testDesk()
  desk.backend.changesSince = [
    queue('general', undefined),
    queue('citas', { afterSeconds: 2, agentMayRefuse: true }),
    queue('urgente', { afterSeconds: 2, agentMayRefuse: false }),
  ]
  await desk.becomeReady()
  await settled()
})
afterEach(() => desk.dispose())

const queue = (queueId: string, autoAnswer: object | undefined) => ({
  entity: 'queue',
  id: queueId,
  doc: { queueId, name: queueId, priority: 5, ...(autoAnswer && { autoAnswer }) },
})
async function answers() {
  await settled()
  return desk.executed.filter(({ kind }) => kind === 'answer')
}
const waiting = () => desk.desk.request('calls.autoAnswer', {})
const headset = { deviceId: 'h1', label: 'Auricular USB' }

test('a queue that answers by itself is seen coming, answers with a tone first, and only once', async () => {
  await desk.ring('c1', { queue: 'citas' })
  expect(await waiting()).toMatchObject({ callId: 'c1', agentMayRefuse: true })
  desk.clock.pass(1_999)
  expect(await answers()).toEqual([])
  desk.clock.pass(1)
  expect(await answers()).toEqual([{ kind: 'answer', callId: 'c1', toneFirst: true }])
  expect(await waiting()).toBeNull()
})

test('the agent who presses first is not answered for a second time', async () => {
  await desk.ring('c1', { queue: 'citas' })
  await desk.desk.request('calls.answer', { callId: 'c1', pressedAtMs: desk.clock.now() })
  desk.clock.pass(10_000)
  expect(await answers()).toEqual([{ kind: 'answer', callId: 'c1' }])
})

test('a citizen who gives up meanwhile is not answered', async () => {
  await desk.ring('c1', { queue: 'citas' })
  await desk.report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'ended', at: new Date(desk.clock.now()).toISOString(), cause: 'cancelled' },
  })
  desk.clock.pass(10_000)
  expect(await answers()).toEqual([])
  expect(await waiting()).toBeNull()
})

test('an agent who wants his own press has it: once, or for good, where the queue allows it', async () => {
  await desk.ring('c1', { queue: 'citas' })
  await desk.desk.request('calls.refuseAutoAnswer', { callId: 'c1' })
  desk.clock.pass(10_000)
  expect(await answers()).toEqual([])
  await desk.desk.request('sound.set', {
    ...(await desk.desk.request('sound.get', {})),
    autoAnswer: false,
  })
  await desk.desk.request('calls.reject', { callId: 'c1' })
  await desk.report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'ended', at: new Date(desk.clock.now()).toISOString(), cause: 'rejected' },
  })
  await desk.desk.request('agent.setPresence', { presence: { kind: 'ready' } })
  await desk.ring('c2', { queue: 'citas' })
  expect(await waiting()).toBeNull()
})

test('a queue that allows no refusal answers all the same, and says so', async () => {
  await desk.desk.request('sound.set', { ...(await desk.desk.request('sound.get', {})), autoAnswer: false })
  await desk.ring('c1', { queue: 'urgente' })
  await expect(desk.desk.request('calls.refuseAutoAnswer', { callId: 'c1' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  desk.clock.pass(2_000)
  expect(await answers()).toHaveLength(1)
})

test('a queue without the policy waits for the press', async () => {
  await desk.ring('c1')
  desk.clock.pass(10_000)
  expect(await answers()).toEqual([])
})

test('a device is kept for another day only once the browser confirmed it', async () => {
  await desk.desk.request('devices.choose', { role: 'speaker', deviceId: 'h1' })
  const greeted = async () => {
    const { commands } = await desk.voice.request('voice.hello', {})
    return commands.find(({ kind }) => kind === 'wish-devices')
  }
  await desk.report({ kind: 'devices', report: deviceReport() })
  expect(await greeted()).toMatchObject({ wished: { speaker: null } })
  const chosen = { microphone: 'default', speaker: 'h1', ringer: 'default' }
  const wished = { microphone: null, speaker: headset, ringer: null }
  await desk.report({ kind: 'devices', report: deviceReport({ chosen, wished }) })
  // A page that has only begun knows of no wish yet: that takes none away.
  await desk.report({ kind: 'devices', report: deviceReport() })
  expect(await greeted()).toEqual({ kind: 'wish-devices', wished })
})

test('the voice page hears of treatment and headset before it opens the microphone', async () => {
  const { commands } = await desk.voice.request('voice.hello', {})
  expect(commands.slice(0, 4).map(({ kind }) => kind)).toEqual([
    'treat-sound',
    'wish-devices',
    'headset',
    'open-microphone',
  ])
  expect(commands[2]).toEqual({ kind: 'headset', lights: null })
})

test('the headset answers, mutes and hangs up, and its lights follow', async () => {
  await desk.desk.request('sound.set', {
    ...(await desk.desk.request('sound.get', {})),
    headsetButtons: true,
  })
  await desk.ring('c1')
  expect(desk.executed.filter(({ kind }) => kind === 'headset').at(-1)).toEqual({
    kind: 'headset',
    lights: { ringing: true, offHook: false, muted: false },
  })
  await desk.report({ kind: 'headset-button', button: 'off-hook' })
  expect(await answers()).toHaveLength(1)
  const at = new Date(desk.clock.now()).toISOString()
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at } })
  await desk.report({ kind: 'headset-button', button: 'mute' })
  expect(desk.executed.at(-1)).toEqual({ kind: 'mute', callId: 'c1', muted: true })
  await desk.report({ kind: 'headset-button', button: 'on-hook' })
  expect(desk.executed.at(-1)).toEqual({ kind: 'hang-up', callId: 'c1' })
})

test('F-ACOU: a click of a millisecond is enough; a loud voice is not', async () => {
  await desk.ring('c1')
  const at = new Date(desk.clock.now()).toISOString()
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at } })
  const rules = async () => (await desk.desk.request('shift.prompts', {})).prompts.map(({ ruleId }) => ruleId)
  await desk.report({ kind: 'acoustic-peak', callId: 'c1', peakDbov: -8 })
  expect(await rules()).not.toContain('F-ACOU')
  await desk.report({ kind: 'acoustic-peak', callId: 'c1', peakDbov: -0.5 })
  expect(await rules()).toContain('F-ACOU')
})

test('the check measures disk, clock and exchange, and ends although nobody answers', async () => {
  const check = () => desk.desk.request('check.get', {})
  desk.backend.answers.set(`GET ${paths.health}`, () => ({
    status: 'ok',
    at: new Date(desk.clock.now() - 90_000).toISOString(),
  }))
  await desk.desk.request('check.run', {})
  await expect.poll(async () => (await check()).freeDiskBytes).toBeGreaterThan(0)
  expect(await check()).toMatchObject({ running: true, clockOffsetMs: 90_000, exchange: null })
  expect(desk.executed.at(-1)).toEqual({ kind: 'probe-exchange' })
  desk.clock.pass(20_000)
  expect(await check()).toMatchObject({ running: false, exchange: null })
  const probe = { sent: 20, lost: 0, roundTripMs: 24, jitterMs: 3 }
  await desk.report({ kind: 'exchange-probe', probe })
  expect(await check()).toMatchObject({ exchange: probe })
})
