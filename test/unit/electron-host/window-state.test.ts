import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeWindow, readWindowState } from '../../../src/main/hosts/electron/window-state.ts'

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const area = fc.record({
  x: fc.integer({ min: -4000, max: 4000 }),
  y: fc.integer({ min: -2000, max: 2000 }),
  width: fc.integer({ min: 640, max: 5000 }),
  height: fc.integer({ min: 480, max: 3000 }),
})
const state = fc.record({
  x: fc.integer({ min: -99_999, max: 99_999 }),
  y: fc.integer({ min: -99_999, max: 99_999 }),
  width: fc.integer({ min: 1, max: 20_000 }),
  height: fc.integer({ min: 1, max: 20_000 }),
  maximized: fc.boolean(),
})

test('whatever was remembered, the whole window lies on one display that is there', () => {
  fc.assert(
    fc.property(
      fc.option(state, { nil: undefined }),
      area,
      fc.array(area, { maxLength: 2 }),
      (saved, first, more) => {
        const placed = placeWindow(saved, [first, ...more])
        const holds = [first, ...more].some(
          (display) =>
            placed.x >= display.x &&
            placed.y >= display.y &&
            placed.x + placed.width <= display.x + display.width &&
            placed.y + placed.height <= display.y + display.height,
        )
        expect(holds).toBe(true)
        expect(placed.maximized).toBe(saved?.maximized ?? false)
      },
    ),
  )
})

test('a window that fits stays where it was, to the pixel', () => {
  const saved = { x: 12, y: 34, width: 1000, height: 600, maximized: true }
  expect(placeWindow(saved, [laptop])).toEqual(saved)
})

test('the first start takes the usual size, or the whole of a small screen', () => {
  expect(placeWindow(undefined, [laptop])).toEqual({ x: 0, y: 0, width: 1366, height: 728, maximized: false })
})

test.each(['', 'null', '{"x":1}', '{"x":0,"y":0,"width":"wide","height":1,"maximized":false}', '{'])(
  'a damaged file %j means the usual place',
  (text) => {
    const folder = mkdtempSync(join(tmpdir(), 'window-state-'))
    const file = join(folder, 'window.json')
    writeFileSync(file, text)
    expect(readWindowState(file)).toBeUndefined()
    rmSync(folder, { recursive: true })
  },
)
