import { afterEach, beforeEach, expect, test } from 'vitest'
import { reachable } from '../../../src/renderer/desk/features/line/reachable.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  await desk.becomeReady()
})
afterEach(() => desk.dispose())

const unit = (unitId: string, phone: string) => ({
  entity: 'unit',
  id: unitId,
  doc: { unitId, name: unitId, phone, source: 'test', reviewedOn: '2026-11-01' },
})
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

test('units on a line of the exchange are watched once they are known, those of the world outside never', async () => {
  desk.backend.changesSince = [unit('catastro', '200'), unit('agua', '1800 24 24 24')]
  await desk.desk.request('sync.now', {})
  await settled()
  expect(desk.executed).toContainEqual({ kind: 'watch', lines: ['1002', '200'] })
  expect((await directory()).units).toEqual([{ phone: '200', state: null }])
  await desk.report({ kind: 'presence', line: '200', state: 'busy' })
  expect((await directory()).units).toEqual([{ phone: '200', state: 'busy' }])

  const catalogue = await desk.desk.request('catalogue.get', {})
  const shown = reachable(catalogue, await directory(), '').filter(({ kind }) => kind === 'unit')
  expect(shown.map(({ name, state }) => [name, state])).toEqual([
    ['agua', null],
    ['catastro', 'busy'],
  ])
})
