import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDesk, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  await desk.becomeReady()
})
afterEach(() => desk.dispose())

const directory = () => desk.desk.request('directory.get', {})

test('the exchange is asked about the colleagues’ lines, and what it tells is shown', async () => {
  expect(desk.executed).toContainEqual({ kind: 'watch', lines: ['1002'] })
  expect((await directory()).colleagues).toEqual([{ name: 'Luis Caiza', line: '1002', state: null }])
  await desk.report({ kind: 'presence', line: '1002', state: 'busy' })
  await desk.report({ kind: 'voicemail', voicemail: { fresh: 1, kept: 0 } })
  expect(await directory()).toMatchObject({ colleagues: [{ state: 'busy' }], voicemail: { fresh: 1 } })
})

test('without a line nothing is said about others: what was true a minute ago is no presence', async () => {
  await desk.report({ kind: 'presence', line: '1002', state: 'free' })
  await desk.report({ kind: 'registration', registration: { state: 'offline', reason: 'lost' } })
  expect((await directory()).colleagues[0]?.state).toBeNull()
})
