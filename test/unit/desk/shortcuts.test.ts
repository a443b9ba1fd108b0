import { expect, test } from 'vitest'
import es from '../../../src/renderer/desk/language/es.json' with { type: 'json' }
import { shortcutOf, shortcuts, type KeyPress } from '../../../src/renderer/desk/app/shortcuts.ts'

function press(keys: Partial<KeyPress>): KeyPress {
  return { code: '', key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...keys }
}
const layer = (letter: string) => press({ code: `Key${letter}`, key: letter, ctrlKey: true, shiftKey: true })

test('every shortcut of the guidance does what it says, also while typing', () => {
  const actions = ['A', 'C', 'R', 'M', 'N', 'G', 'P', 'E'].map((letter) => shortcutOf(layer(letter), true))
  expect(actions).toEqual([
    'answer',
    'hang-up',
    'hold',
    'mute',
    'note',
    'search',
    'pause-when-done',
    'emergency',
  ])
  expect(shortcutOf(press({ key: 'Enter', ctrlKey: true }), true)).toBe('close-contact')
  expect(shortcutOf(press({ key: 'F1' }), true)).toBe('list')
})

test('a stroke in a text is a stroke, outside of it a search', () => {
  expect(shortcutOf(press({ key: '/', shiftKey: true, code: 'Digit7' }), false)).toBe('search')
  expect(shortcutOf(press({ key: '/' }), true)).toBeUndefined()
})

test('letters without the layer, and the layer with Alt, belong to nobody', () => {
  expect(shortcutOf(press({ code: 'KeyA', key: 'a' }), false)).toBeUndefined()
  expect(shortcutOf(press({ code: 'KeyC', key: 'c', ctrlKey: true }), false)).toBeUndefined()
  expect(shortcutOf({ ...layer('A'), altKey: true }, false)).toBeUndefined()
})

test('no two shortcuts share their keys and each has its words', () => {
  const keys = shortcuts.map((shortcut) => shortcut.keys)
  expect(new Set(keys).size).toBe(keys.length)
  for (const { action } of shortcuts) expect(es.shortcut[action]).toMatch(/\S/)
})
