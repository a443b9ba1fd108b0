import { expect, test } from 'vitest'
import { simulateShifts } from '../../../src/demo/simulate/simulate.ts'
import { shippedProfile } from '../../support/shift-story.ts'

test('a simulated team misses no break, starts each in its window, and never in a contact', () => {
  const figures = simulateShifts(30, shippedProfile(), 3)
  expect(figures).toMatchObject({ shifts: 30, missed: 0, outsideWindow: 0, breaksDuringContact: 0 })
  expect(figures.breaksOwed).toBeGreaterThan(100)
  expect(figures.breaksTaken).toBeGreaterThanOrEqual(figures.breaksOwed)
})

test('on days staffed with their breaks, prompts cost the line little in one week (`npm run simulate` measures more), and rotation halves the spread of load', () => {
  const figures = simulateShifts(190, shippedProfile(), 5)
  expect(figures.serviceLevelWithout - figures.serviceLevelWith).toBeLessThanOrEqual(0.03)
  expect(figures.weeklyLoadVariance.with).toBeLessThan(figures.weeklyLoadVariance.without / 2)
})

test('the same seed gives the same figures, another seed others', () => {
  const once = simulateShifts(6, shippedProfile(), 3)
  expect(simulateShifts(6, shippedProfile(), 3)).toEqual(once)
  expect({ ...simulateShifts(6, shippedProfile(), 4), seed: 3 }).not.toEqual(once)
})
