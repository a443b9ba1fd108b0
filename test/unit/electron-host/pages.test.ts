import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOwnOrigin, isPageOf, pageAddress } from '../../../src/main/hosts/electron/pages.ts'
import { readStartOptions } from '../../../src/main/hosts/electron/start-options.ts'
import { readEnvelope } from '../../../src/shared/ipc.ts'

describe('our own addresses', () => {
  test.each([
    'app://ventanilla/desk.html',
    'app://ventanilla/',
    'app://ventanilla',
    'app://ventanilla/desk.html#x',
  ])('%s is ours', (address) => expect(isOwnOrigin(address)).toBe(true))

  test.each([
    '',
    'null',
    'about:blank',
    'app://ventanilla.evil/desk.html',
    'app://evil/ventanilla/desk.html',
    'app://ventanilla:8080/desk.html',
    'https://ventanilla/desk.html',
    'file:///ventanilla/desk.html',
    'xapp://ventanilla/desk.html',
    'blob:app://ventanilla/desk.html',
    'data:text/html,app://ventanilla/',
  ])('%s is not', (address) => {
    expect(isOwnOrigin(address)).toBe(false)
    expect(isPageOf('desk', address)).toBe(false)
  })

  test('a page is known by its own file, not by the other one', () => {
    expect(isPageOf('desk', pageAddress('desk'))).toBe(true)
    expect(isPageOf('desk', `${pageAddress('desk')}?a=1#b`)).toBe(true)
    expect(isPageOf('desk', pageAddress('voice'))).toBe(false)
    expect(isPageOf('desk', 'app://ventanilla/desk.html/../voice.html')).toBe(false)
  })
})

test('whatever arrives over IPC is an envelope or nothing, never an exception', () => {
  fc.assert(
    fc.property(fc.anything(), (raw) => {
      const envelope = readEnvelope(raw)
      if (envelope === undefined) return
      expect(['open', 'message', 'close']).toContain(envelope.kind)
      expect(envelope.port.length).toBeGreaterThan(0)
    }),
  )
})

describe('the words of the command line', () => {
  test("Chromium's own switches and the app's folder are passed over", () => {
    const argv = [
      '--no-sandbox',
      '/opt/ventanilla',
      '--city',
      'cordoba',
      '--calls-per-minute=3',
      '--data=/srv/desk',
    ]
    expect(readStartOptions(argv)).toEqual({ city: 'cordoba', callsPerMinute: 3, dataFolder: '/srv/desk' })
    expect(readStartOptions([])).toEqual({ city: 'quito', callsPerMinute: 0, dataFolder: undefined })
  })

  test.each([['--city=atlantis'], ['--calls-per-minute=many'], ['--calls-per-minute=-1'], ['--city']])(
    '%s is answered',
    (...argv) => expect(readStartOptions(argv)).toHaveProperty('problem'),
  )
})
