import { describe, expect, test } from 'vitest'
import { chance } from '../../chaos/chance.ts'
import { compare } from '../../chaos/compare.ts'
import { watchDeliveries } from '../../chaos/delivery-order.ts'
import { callOf, descriptionOf } from '../../chaos/desk-words.ts'
import { interaction, serviceRequest } from '../../support/backend/backend-world.ts'

const caseOf = (number: number) => serviceRequest({ description: descriptionOf(number) })
const contactOf = (number: number) => interaction({ externalCallId: callOf(number) })
const [first, second] = [caseOf(1), caseOf(2)]
const filed = new Map([
  [1, first.serviceRequestId],
  [2, second.serviceRequestId],
])
const contacts = [contactOf(1), contactOf(2)]
const numbers = ['SR-2026-000001', 'SR-2026-000002']
const whole = { requests: [first, second], contacts, numbers }
const desk = { requests: [second, first], contacts }

describe('what the chaos run would say', () => {
  test('nothing, where both sides hold the same in whatever order', () => {
    expect(compare(filed, whole, desk)).toEqual({ lost: 0, duplicated: 0, different: 0 })
  })

  test('a case that never arrived is lost, also one whose answer never reached the run', () => {
    const without = { ...whole, requests: [second] }
    expect(compare(filed, without, desk)).toMatchObject({ lost: 1 })
    expect(compare(filed, without, { ...desk, requests: [second] })).toMatchObject({ lost: 1 })
    expect(compare(new Map([[2, second.serviceRequestId]]), without, desk)).toMatchObject({ lost: 1 })
  })

  test('a case under another id than the agent saw is lost and a contact that never arrived too', () => {
    const other = { ...whole, requests: [caseOf(1), second] }
    expect(compare(filed, other, { ...desk, requests: other.requests })).toMatchObject({ lost: 1 })
    expect(compare(filed, { ...whole, contacts: [contactOf(1)] }, desk)).toMatchObject({ lost: 1 })
  })

  test('a second case of one call is a double under whatever id, and so is a number given twice', () => {
    const twice = { ...whole, requests: [first, caseOf(1), second] }
    expect(compare(filed, twice, { ...desk, requests: twice.requests })).toMatchObject({ duplicated: 1 })
    const sameNumber = { ...whole, numbers: [...numbers.slice(0, 1), ...numbers.slice(0, 1)] }
    expect(compare(filed, sameNumber, desk)).toMatchObject({ duplicated: 1 })
  })

  test('a case that the two sides hold unlike is told', () => {
    const received = { ...second, receivedAt: '2026-11-23T14:00:01.000Z' }
    expect(compare(filed, { ...whole, requests: [first, received] }, desk)).toMatchObject({ different: 1 })
  })

  test('a case that goes back on its way is told, one that stands still is not', () => {
    const order = watchDeliveries()
    for (const delivery of ['saved-here', 'sent', 'sent', 'received'] as const) order.seen('a', delivery)
    expect(order.wentBack).toEqual([])
    order.seen('a', 'sent')
    expect(order.wentBack).toEqual(['a: received → sent'])
  })

  test('a seed repeats, and its streams do not disturb each other', () => {
    const five = (matter: string) => {
      const stream = chance(7, matter)
      return Array.from({ length: 5 }, () => stream.below(1_000))
    }
    expect(five('kills')).toEqual(five('kills'))
    expect(five('kills')).not.toEqual(five('cuts'))
  })
})
