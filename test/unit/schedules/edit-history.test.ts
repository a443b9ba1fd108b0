import { expect, test } from 'vitest'
import { createEditHistory } from '../../../src/main/features/schedules/edit-history.ts'
import { dated } from '../../support/schedules.ts'

test('what was done is taken back step by step and made again, until something else is done', () => {
  const [first, second, third] = [[], [dated()], [dated(), dated()]]
  const history = createEditHistory()
  expect(history.step(first ?? [], false)).toBeUndefined()
  history.changed(first ?? [])
  history.changed(second ?? [])
  expect(history.step(third ?? [], false)).toBe(second)
  expect(history.step(second ?? [], false)).toBe(first)
  expect([history.canUndo, history.canRedo]).toEqual([false, true])
  expect(history.step(first ?? [], true)).toBe(second)
  history.changed(second ?? [])
  expect(history.canRedo).toBe(false)
  history.forget()
  expect([history.canUndo, history.canRedo]).toEqual([false, false])
})
