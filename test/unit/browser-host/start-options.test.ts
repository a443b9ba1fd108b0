import { expect, test } from 'vitest'
import { readOptions } from '../../../src/main/hosts/browser/start-options.ts'

test('without words the demo city of Quito opens in the usual folder, and nobody calls by himself', () => {
  expect(readOptions([])).toEqual({
    city: 'quito',
    dataFolder: undefined,
    callsPerMinute: 0,
    shiftTime: undefined,
    signIn: 'choose',
    port: 0,
    open: true,
    json: false,
  })
})

test('every option is understood', () => {
  const words =
    '--city cordoba --data here --calls-per-minute 2.5 --shift-clock 2026-11-23T08:00:00-05:00,60 --sign-in account --port 8099 --no-open --json'
  expect(readOptions(words.split(' '))).toEqual({
    city: 'cordoba',
    dataFolder: 'here',
    callsPerMinute: 2.5,
    shiftTime: { startsAt: Date.parse('2026-11-23T13:00:00Z'), speed: 60 },
    signIn: 'account',
    port: 8099,
    open: false,
    json: true,
  })
})

test.each([
  ['--city lima', '--city must be quito or cordoba, not lima.'],
  ['--port 70000', '--port must be a whole number from 0 to 65535.'],
  ['--port 80.5', '--port must be a whole number from 0 to 65535.'],
  ['--sign-in nobody', '--sign-in must be choose or account.'],
  ['--calls-per-minute many', '--calls-per-minute must be a number from 0 to 60.'],
  ['--calls-per-minute=-1', '--calls-per-minute must be a number from 0 to 60.'],
])('%s is answered with what would be right', (words, problem) => {
  expect(readOptions(words.split(' '))).toEqual({ problem })
})

test.each(['08:00', '2026-11-23T08:00:00', '2026-11-23T08:00:00Z,0', '2026-11-23T08:00:00Z,60,1', 'now'])(
  'a shift clock of %s is answered with what would be right',
  (words) => {
    expect(readOptions(['--shift-clock', words])).toMatchObject({ problem: /--shift-clock must be a moment/ })
  },
)

test.each(['--cty quito', 'quito', '--data'])('%s, which nobody knows, is never ignored', (words) => {
  expect(readOptions(words.split(' '))).toHaveProperty('problem')
})
