import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  advanceRepair,
  noRepair,
  repairStepMs,
  type Repair,
  type RepairEvent,
} from '../../../src/shared/domain/quality/repair.ts'
import { soundFaults, type SoundFault } from '../../../src/shared/domain/quality/sound-watch.ts'

const pressed = (fault: SoundFault | null, atMs = 0): RepairEvent => ({ kind: 'pressed', fault, atMs })
const second = (fault: SoundFault | null, atMs: number): RepairEvent => ({ kind: 'second', fault, atMs })
const after = (...events: RepairEvent[]) => events.reduce(advanceRepair, noRepair)

test('sound that is back says so; a fault that comes later may be repaired anew', () => {
  const helped = after(pressed('nothing-arrives'), second('nothing-arrives', 1000), second(null, 3000))
  expect(helped).toEqual({ name: 'helped' })
  expect(advanceRepair(helped, second('nothing-arrives', 9000))).toEqual(noRepair)
})

test('a microphone that stays silent gets the next step, and then an honest end', () => {
  const fault = 'microphone-silent'
  expect(after(pressed(fault))).toMatchObject({ name: 'trying', step: 'microphone' })
  expect(after(pressed(fault), second(fault, repairStepMs))).toMatchObject({ name: 'trying', step: 'path' })
  const all = after(pressed(fault), second(fault, repairStepMs), second(fault, 2 * repairStepMs))
  expect(all).toEqual({ name: 'tried-all' })
  expect(advanceRepair(all, pressed(fault, 99_000))).toMatchObject({ name: 'trying', step: 'microphone' })
})

test('a reading from the moment of the press does not count as help', () => {
  expect(after(pressed(null), second(null, 500))).toMatchObject({ name: 'trying' })
})

const fault = fc.option(fc.constantFrom(...soundFaults))

test('whatever is pressed and measured, one repair takes at most two steps and always comes to an end', () => {
  fc.assert(
    fc.property(fault, fc.array(fc.tuple(fault, fc.boolean()), { maxLength: 60 }), (begun, seconds) => {
      let repair: Repair = advanceRepair(noRepair, pressed(begun, 0))
      const steps = [repair]
      for (const [index, [now, presses]] of seconds.entries()) {
        const atMs = (index + 1) * 1000
        const before = repair
        if (presses && repair.name === 'trying') repair = advanceRepair(repair, pressed(now, atMs))
        expect(repair).toBe(before)
        repair = advanceRepair(repair, second(now, atMs))
        if (repair.name === 'trying' && before.name === 'trying' && repair !== before) steps.push(repair)
        expect(before.name !== 'trying' && repair.name === 'trying').toBe(false)
      }
      expect(steps.length).toBeLessThanOrEqual(2)
      const limit = 2 * repairStepMs
      expect(
        advanceRepair(advanceRepair(repair, second('nothing-arrives', 1e6)), second(null, 1e6 + limit)).name,
      ).not.toBe('trying')
    }),
  )
})
