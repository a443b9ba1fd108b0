import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Purpose, sentFields } from '../../../src/shared/what-is-sent.ts'

test('every field that can leave the desk says what it is for: one that was planted fails here', () => {
  expect(sentFields().filter(({ purpose }) => purpose === 'unexplained')).toEqual([])
})

test('it is read from the schemas themselves, down to single values', () => {
  const names = sentFields().map(({ message, path }) => `${message} ${path}`)
  expect(names).toContain('presence.set presence.reason')
  expect(names).toContain('breaks.record payload.breaks.debt')
  expect(names.some((name) => name.includes('energy') || name.includes('postpone'))).toBe(false)
})

test('every purpose has its sentence for the agent, in both languages', () => {
  for (const language of ['es', 'en']) {
    const file = new URL(`../../../src/renderer/desk/language/${language}.json`, import.meta.url)
    const words = JSON.parse(readFileSync(file, 'utf8')) as { sent: { purpose: Record<string, string> } }
    expect(Object.keys(words.sent.purpose).toSorted()).toEqual(Purpose.options.toSorted())
  }
})
