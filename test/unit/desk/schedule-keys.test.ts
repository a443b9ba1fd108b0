import { describe, expect, test } from 'vitest'
import {
  actOf,
  placesOf,
  type Place,
} from '../../../src/renderer/desk/features/team/schedules/schedule-keys.ts'
import { dated, monday } from '../../support/schedules.ts'
import { keyPressed, weekView } from '../../support/week-view.ts'

const shift = dated()
const { datedShiftId } = shift
const view = weekView([shift])
const here: Place = { agentId: 'ana', day: monday, datedShiftId }
const free: Place = { agentId: 'luis', day: '2026-12-06', datedShiftId: null }
const on = (name: string, mod = {}, place = here, copied: string | null = null) =>
  actOf(keyPressed(name, mod), place, view, copied)

describe('the lead’s calendar by keyboard', () => {
  test('every day of every person can be reached, and arrows stop at the edges', () => {
    expect(placesOf(view)).toHaveLength(14)
    expect(on('ArrowRight')).toEqual({
      kind: 'focus',
      place: { agentId: 'ana', day: '2026-12-01', datedShiftId: null },
    })
    expect(on('ArrowDown')).toEqual({
      kind: 'focus',
      place: { agentId: 'luis', day: monday, datedShiftId: null },
    })
    expect(on('ArrowLeft')).toBeUndefined()
    expect(on('ArrowDown', {}, free)).toBeUndefined()
  })

  test('Control moves by half an hour or to another person, with Shift by a day', () => {
    const move = (changed: object) => ({
      kind: 'change',
      change: { kind: 'move', datedShiftId, agentId: 'ana', day: monday, minutes: 0, ...changed },
    })
    expect(on('ArrowRight', { ctrlKey: true })).toEqual(move({ minutes: 30 }))
    expect(on('ArrowDown', { ctrlKey: true })).toEqual(move({ agentId: 'luis' }))
    expect(on('ArrowRight', { ctrlKey: true, shiftKey: true })).toEqual(move({ day: '2026-12-01' }))
    expect(on('ArrowLeft', { ctrlKey: true, shiftKey: true })).toBeUndefined()
  })

  test('Shift makes longer and shorter, Delete removes, Enter adds where it is free', () => {
    expect(on('ArrowRight', { shiftKey: true })).toMatchObject({ change: { kind: 'lengthen', minutes: 30 } })
    expect(on('ArrowLeft', { shiftKey: true })).toMatchObject({ change: { kind: 'lengthen', minutes: -30 } })
    expect(on('Delete')).toEqual({ kind: 'change', change: { kind: 'remove', datedShiftId } })
    expect(on('Enter')).toEqual({ kind: 'open', datedShiftId })
    expect(on('Enter', {}, free)).toMatchObject({
      change: { kind: 'add', agentId: 'luis', day: '2026-12-06' },
    })
  })

  test('copies with Control C and Control V, and leaves other keys alone', () => {
    expect(on('c', { ctrlKey: true })).toEqual({ kind: 'copy', datedShiftId })
    expect(on('v', { ctrlKey: true }, free, datedShiftId)).toEqual({
      kind: 'change',
      change: { kind: 'copy', datedShiftId, agentId: 'luis', day: '2026-12-06' },
    })
    expect(on('v', { ctrlKey: true }, free)).toBeUndefined()
    expect(on('Tab')).toBeUndefined()
    expect(on('Delete', {}, free)).toBeUndefined()
  })
})
