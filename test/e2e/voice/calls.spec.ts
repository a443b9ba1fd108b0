import { expect, test } from '@playwright/test'
import {
  agent,
  callEvent,
  caller,
  desk,
  incoming,
  levelsAbove,
  registered,
  signIn,
  takeCall,
  tones,
  voiceDeskForEachTest,
} from '../../support/voice-desk.ts'

voiceDeskForEachTest()

test('a citizen calls, both are heard, and the agent hangs up', async ({ page }) => {
  const callId = await takeCall(page)
  expect((await incoming()).offer).toEqual({
    number: '+593 99 000 0101',
    displayName: 'Doña "Inés" <b>Páez</b>',
    queue: 'tramites',
    externalCallId: desk.exchange.report()[0]?.externalCallId,
    ivr: { topic: 'predial', summary: 'Duda; con = y ñ' },
    userToUser: expect.any(String),
  })
  await desk.host.event(({ kind }) => kind === 'first-audio', 'first audio')
  const took = expect.any(Number)
  expect(await desk.host.event(({ kind }) => kind === 'set-up', 'how it came up')).toMatchObject({
    phases: { microphoneMs: took, iceMs: took, signallingMs: took, dtlsMs: took, firstAudioMs: took },
  })
  await levelsAbove(0.001, 'heardEnergy')
  await expect.poll(() => desk.exchange.report()[0]?.heardAgentEnergy).toBeGreaterThan(1e-6)
  desk.host.execute({ kind: 'hang-up', callId })
  expect(await callEvent('ended')).toMatchObject({ cause: 'agent-hung-up' })
  await expect.poll(() => desk.exchange.report()[0]?.endedBy).toBe('agent')
})

test('hold silences both ways and is taken back; mute and keys reach the citizen', async ({ page }) => {
  const callId = await takeCall(page)
  await desk.host.event(({ kind }) => kind === 'first-audio', 'first audio')
  desk.host.execute({ kind: 'hold', callId, held: true })
  await callEvent('held', (event) => event.kind === 'held' && event.held)
  desk.host.execute({ kind: 'hold', callId, held: false })
  await callEvent('held', (event) => event.kind === 'held' && !event.held)
  desk.host.execute({ kind: 'mute', callId, muted: true })
  await callEvent('muted', (event) => event.kind === 'muted' && event.muted)
  desk.host.execute({ kind: 'dtmf', callId, tones: '5#' })
  await expect.poll(() => [...new Set(tones)].join('')).toContain('5')
  await expect.poll(() => [...new Set(tones)].join('')).toContain('#')
})

test('64 KB of menu data and a name of markup ring like any other call', async ({ page }) => {
  await signIn(page)
  await registered()
  await desk.exchange.setPresence(agent, { kind: 'ready' })
  const name = `<img src=x onerror=alert(1)>${'A'.repeat(65_536)}`
  desk.exchange.call({ ...caller, name, ivr: { summary: 'ñ'.repeat(30_000) } })
  const { offer } = await incoming()
  expect(offer.displayName).toBe(name.slice(0, 256))
  expect(offer.ivr['summary']?.length).toBeGreaterThan(100)
})

test('a citizen who gives up before the answer ends the call as cancelled', async ({ page }) => {
  await signIn(page)
  await registered()
  await desk.exchange.setPresence(agent, { kind: 'ready' })
  desk.exchange.call({ ...caller, patienceSeconds: 1 })
  await incoming()
  expect(await callEvent('ended')).toMatchObject({ cause: 'cancelled' })
})
