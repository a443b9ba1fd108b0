import { describe, expect, test } from 'vitest'
import {
  dayActOf,
  placesOfRow,
  type DayPlace,
} from '../../../src/renderer/desk/features/team/schedules/day-keys.ts'
import { dated, monday } from '../../support/schedules.ts'
import { keyPressed, weekView } from '../../support/week-view.ts'

const shift = dated({ blocks: [{ work: 'email', from: '11:00', to: '12:00' }] })
const { datedShiftId } = shift
const view = weekView([shift])
const [onShift, onRest, onBlock] = placesOfRow(view, 'ana', monday)
const [free] = placesOfRow(view, 'luis', monday)
const on = (place: DayPlace | undefined, key: string, mod = {}, copied: string | null = null) =>
  place && dayActOf(keyPressed(key, mod), place, view, copied)

describe('a day of the lead’s calendar by keyboard', () => {
  test('arrows walk from a shift into its rests and blocks, and on to the next person', () => {
    expect(on(onShift, 'ArrowRight')).toMatchObject({ kind: 'focus', place: { part: { part: 'break' } } })
    expect(on(onRest, 'ArrowRight')).toMatchObject({ kind: 'focus', place: { part: { part: 'email' } } })
    expect(on(onBlock, 'ArrowRight')).toMatchObject({ kind: 'focus', place: { agentId: 'luis' } })
    expect(on(onBlock, 'ArrowDown')).toMatchObject({ kind: 'focus', place: { agentId: 'luis' } })
    expect(on(free, 'ArrowDown')).toBeUndefined()
  })

  test('Control moves a shift by a quarter of an hour or to another person, Shift its end, Alt its start', () => {
    expect(on(onShift, 'ArrowRight', { ctrlKey: true })).toEqual({
      kind: 'change',
      change: { kind: 'move', datedShiftId, agentId: 'ana', day: monday, minutes: 15 },
    })
    expect(on(onShift, 'ArrowDown', { ctrlKey: true })).toMatchObject({
      change: { kind: 'move', agentId: 'luis', minutes: 0 },
    })
    expect(on(onShift, 'ArrowLeft', { shiftKey: true })).toMatchObject({
      change: { kind: 'lengthen', minutes: -15 },
    })
    expect(on(onShift, 'ArrowLeft', { altKey: true })).toMatchObject({
      change: { kind: 'start', minutes: -15 },
    })
  })

  test('a rest or block is moved, stretched and removed by itself', () => {
    const named = { datedShiftId, part: 'break', from: '10:20' }
    expect(on(onRest, 'ArrowLeft', { ctrlKey: true })).toEqual({
      kind: 'change',
      change: { kind: 'move-part', ...named, minutes: -5 },
    })
    expect(on(onRest, 'ArrowRight', { shiftKey: true })).toEqual({
      kind: 'change',
      change: { kind: 'lengthen-part', ...named, minutes: 5 },
    })
    expect(on(onRest, 'Delete')).toEqual({ kind: 'change', change: { kind: 'remove-part', ...named } })
    expect(on(onRest, 'ArrowDown', { ctrlKey: true })).toBeUndefined()
    expect(on(onBlock, 'ArrowLeft', { altKey: true })).toBeUndefined()
  })

  test('D adds a rest and C a meal, while Control C copies and Control V puts it down', () => {
    expect(on(onShift, 'd')).toMatchObject({ change: { kind: 'add-part', part: 'break' } })
    expect(on(onShift, 'C')).toMatchObject({ change: { kind: 'add-part', part: 'meal' } })
    expect(on(onShift, 'c', { ctrlKey: true })).toEqual({ kind: 'copy', datedShiftId })
    expect(on(free, 'v', { ctrlKey: true }, datedShiftId)).toMatchObject({
      change: { kind: 'copy', agentId: 'luis' },
    })
    expect(on(free, 'd')).toBeUndefined()
  })

  test('Enter opens a shift and fills an empty row; other keys are somebody else’s', () => {
    expect(on(onShift, 'Enter')).toEqual({ kind: 'open', datedShiftId })
    expect(on(free, 'Enter')).toMatchObject({ change: { kind: 'add', agentId: 'luis' } })
    expect(on(onRest, 'Enter')).toBeUndefined()
    expect(on(onShift, 'Tab')).toBeUndefined()
  })

  test('a part keeps its place while it moves, so that the focus stays with it', () => {
    const later = { ...shift, pauses: [{ kind: 'break' as const, from: '10:45', to: '11:05' }] }
    const [, moved] = placesOfRow(weekView([later]), 'ana', monday)
    expect(moved?.id).toBe(onRest?.id)
  })
})
