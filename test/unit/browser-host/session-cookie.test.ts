import { expect, test } from 'vitest'
import { makeSessionCookie } from '../../../src/main/hosts/browser/session-cookie.ts'

test('the cookie is found among others, and only with its own name and value', () => {
  const door = makeSessionCookie(4321)
  const pair = door.exchange(door.token)?.split(';')[0] ?? ''
  expect(door.admits(pair)).toBe(true)
  expect(door.admits(`theme=dark; ${pair}; other=1`)).toBe(true)
  for (const wrong of [
    undefined,
    '',
    pair.slice(0, -1),
    `${pair}x`,
    `x${pair}`,
    pair.replace('4321', '4322'),
  ])
    expect(door.admits(wrong)).toBe(false)
})

test('two desks on one machine do not take each other’s cookie, which browsers share between ports', () => {
  const [one, other] = [makeSessionCookie(1111), makeSessionCookie(2222)]
  expect(one.exchange(other.token)).toBeUndefined()
  const cookies = [one, other].map((door) => door.exchange(door.token)?.split(';')[0] ?? '')
  expect(new Set(cookies.map((cookie) => cookie.split('=')[0])).size).toBe(2)
  expect(one.admits(cookies.join('; ')) && other.admits(cookies.join('; '))).toBe(true)
})
