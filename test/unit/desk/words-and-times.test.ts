import { expect, test } from 'vitest'
import { lackOf } from '../../../src/renderer/desk/app/actions.ts'
import { nextBreak } from '../../../src/renderer/desk/features/bar/next-break.ts'
import { adviceOf } from '../../../src/renderer/desk/features/check/advice.ts'
import { comingActivities } from '../../../src/renderer/desk/features/line/coming-activities.ts'
import { lineProblem, microphoneProblem } from '../../../src/renderer/desk/features/line/problems.ts'
import { clockTime, day, duration } from '../../../src/renderer/desk/ui/format.ts'
import * as city from '../../support/fake-city.ts'

const draft = { notes: '', callerName: '', callbackNumber: '', address: '', description: '' }

test('times are the city’s, on a 24-hour clock, with the day first', () => {
  expect(clockTime(new Date('2026-11-21T05:05:00Z'), 'America/Guayaquil')).toBe('00:05')
  expect(clockTime(new Date('2026-11-21T22:30:00Z'), 'Europe/Madrid')).toBe('23:30')
  expect(day('2026-11-22T03:00:00Z', 'America/Guayaquil')).toBe('21/11/2026')
})

test('a timer shows hours only when there are some and never runs below zero', () => {
  expect([0, 151_000, 3_852_000, -5000].map(duration)).toEqual(['00:00', '02:31', '01:04:12', '00:00'])
})

test('the bar announces the next rest that has not begun, and none when there is none', () => {
  const at = (time: string) => nextBreak(city.shift, new Date(`2026-11-21T${time}:00-05:00`))
  expect(at('12:39')).toEqual({ from: '12:40', minutes: 5 })
  expect(at('12:40')).toEqual({ from: '16:00', minutes: 5 })
  expect(at('23:51')).toBeUndefined()
})

test('between calls the desk shows what is on now and the next two things', () => {
  const coming = comingActivities(city.shift, new Date('2026-11-21T12:42:00-05:00'))
  expect(coming.map(({ kind, now }) => [kind, now])).toEqual([
    ['break', true],
    ['email', false],
    ['break', false],
  ])
})

test('the check is green only with microphone, line and network', () => {
  const good = { devices: city.devices, registration: { state: 'registered' as const, since: '' } }
  expect(adviceOf(good, true).ready).toBe(true)
  expect(adviceOf(good, false)).toMatchObject({ ready: false, network: 'bad' })
  const denied = { ...good, devices: { ...city.devices, microphone: 'denied' as const } }
  expect(adviceOf(denied, true)).toMatchObject({ ready: false, microphone: { light: 'bad' } })
  const refused = {
    ...good,
    registration: { state: 'refused' as const, reason: 'wrong-password' as const, status: 401 },
  }
  expect(adviceOf(refused, true)).toMatchObject({
    ready: false,
    line: { light: 'bad', words: 'wrong-password' },
  })
})

test('a line being opened and a microphone not yet asked are no problems', () => {
  expect(lineProblem({ state: 'registering' })).toBeUndefined()
  expect(lineProblem({ state: 'offline', reason: 'lost' })).toBe('lost')
  expect(microphoneProblem({ ...city.devices, microphone: 'unknown' })).toBeUndefined()
  expect(microphoneProblem({ ...city.devices, microphone: 'lost' })).toBe('lost')
})

test('a contact cannot be closed without a result, nor a case made without its service', () => {
  expect(lackOf(draft)).toBe('disposition')
  expect(lackOf({ ...draft, disposition: 'INF' })).toBeNull()
  expect(lackOf({ ...draft, disposition: 'CAS' })).toBe('serviceCode')
  expect(lackOf({ ...draft, disposition: 'CAS', serviceCode: 'kit' })).toBeNull()
})
