import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDispatcher, type Dispatcher } from '../../../src/demo/exchange/dispatcher.ts'
import { fakeClock, type FakeClock } from '../../support/fake-clock.ts'

const ready = { kind: 'ready' } as const
const away = { kind: 'not-ready', reason: 101 } as const

interface Stage {
  dispatcher: Dispatcher
  clock: FakeClock
  /** `contact→agent`, in order. */
  offers: string[]
  wait(contactId: string, queue?: string, priority?: number): void
  sit(agentId: string, ...queues: string[]): void
}

function stage(): Stage {
  const clock = fakeClock()
  const offers: string[] = []
  const dispatcher = createDispatcher({
    clock,
    spareMs: 10_000,
    offer: (contactId, agentId) => void offers.push(`${contactId}→${agentId}`),
  })
  return {
    dispatcher,
    clock,
    offers,
    wait: (contactId, queue = 'general', priority = 2) => dispatcher.enqueue({ contactId, queue, priority }),
    sit(agentId, ...queues) {
      dispatcher.setQueues(agentId, queues.length === 0 ? ['general'] : queues)
      dispatcher.setReachable(agentId, true)
      dispatcher.setPresence(agentId, ready)
    },
  }
}

test('nobody is rung who is not ready, not registered, or not in the queue', () => {
  const { dispatcher, offers, wait, sit } = stage()
  sit('away')
  dispatcher.setPresence('away', away)
  sit('unplugged')
  dispatcher.setReachable('unplugged', false)
  sit('elsewhere', 'covid')
  wait('c1')
  expect(offers).toEqual([])
  dispatcher.setReachable('unplugged', true)
  expect(offers).toEqual(['c1→unplugged'])
})

test('the agent who has been ready longest gets the contact, also when ready is said twice', () => {
  const { dispatcher, clock, offers, wait, sit } = stage()
  sit('first')
  clock.pass(1000)
  sit('second')
  clock.pass(1000)
  dispatcher.setPresence('first', ready)
  wait('c1')
  expect(offers).toEqual(['c1→first'])
})

test('the more urgent queue goes first, within it who waits longest', () => {
  const { offers, wait, sit, dispatcher } = stage()
  wait('old', 'general', 2)
  wait('urgent', 'emergencia-social', 9)
  wait('urgent-later', 'emergencia-social', 9)
  for (const turn of [1, 2, 3]) {
    sit('a', 'general', 'emergencia-social')
    dispatcher.answered(offers[turn - 1]?.split('→')[0] ?? '')
    dispatcher.release('a')
  }
  expect(offers).toEqual(['urgent→a', 'urgent-later→a', 'old→a'])
})

test('one agent is never offered two contacts at a time', () => {
  const { offers, wait, sit } = stage()
  sit('a')
  wait('c1')
  wait('c2')
  expect(offers).toEqual(['c1→a'])
})

test('a refused contact goes to the next agent at once, and to the same one only after a while', () => {
  const { dispatcher, clock, offers, wait, sit } = stage()
  sit('a')
  wait('c1')
  dispatcher.refused('c1')
  clock.pass(9999)
  expect(offers).toEqual(['c1→a'])
  clock.pass(1)
  expect(offers).toEqual(['c1→a', 'c1→a'])
  dispatcher.refused('c1')
  sit('b')
  expect(offers.at(-1)).toBe('c1→b')
})

test('a refused contact keeps its place before those who came later', () => {
  const { dispatcher, offers, wait, sit } = stage()
  sit('a')
  wait('c1')
  wait('c2')
  dispatcher.setPresence('a', away)
  dispatcher.refused('c1')
  sit('b')
  expect(offers).toEqual(['c1→a', 'c1→b'])
})

test('an agent who let it ring out is left alone until ready is set again', () => {
  const { dispatcher, clock, offers, wait, sit } = stage()
  sit('a')
  wait('c1')
  dispatcher.unanswered('c1')
  clock.pass(3_600_000)
  expect(offers).toEqual(['c1→a'])
  dispatcher.setPresence('a', ready)
  expect(offers).toEqual(['c1→a', 'c1→a'])
})

test('wrap-up is not disturbed: the next contact comes when ready is set again', () => {
  const { dispatcher, clock, offers, wait, sit } = stage()
  sit('a')
  wait('c1')
  dispatcher.answered('c1')
  wait('c2')
  dispatcher.release('a')
  clock.pass(600_000)
  expect(offers).toEqual(['c1→a'])
  dispatcher.setPresence('a', ready)
  expect(offers).toEqual(['c1→a', 'c2→a'])
})

test('a citizen who gives up while it rings frees the agent, who is still ready', () => {
  const { dispatcher, offers, wait, sit } = stage()
  sit('a')
  wait('c1')
  dispatcher.withdraw('c1')
  wait('c2')
  expect(offers).toEqual(['c1→a', 'c2→a'])
})

test('an agent who placed a call is not rung meanwhile', () => {
  const { dispatcher, offers, wait, sit } = stage()
  sit('a')
  dispatcher.occupy('a')
  wait('c1')
  expect(offers).toEqual([])
})

test('whatever happens: no agent has two contacts, no contact two agents, and none is forgotten', () => {
  const agentIds = ['a', 'b', 'c']
  const step = fc.record({
    what: fc.constantFrom(
      'come',
      'ready',
      'away',
      'answer',
      'refuse',
      'ring-out',
      'leave',
      'release',
      'wait',
    ),
    agentId: fc.constantFrom(...agentIds),
    pick: fc.nat(20),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const clock = fakeClock()
      const ringing = new Map<string, string>()
      const talking = new Map<string, string>()
      const waiting = new Set<string>()
      let next = 0
      const dispatcher = createDispatcher({
        clock,
        spareMs: 10_000,
        offer(contactId, agentId) {
          expect(waiting.has(contactId)).toBe(true)
          expect(ringing.has(contactId)).toBe(false)
          expect([...ringing.values(), ...talking.values()]).not.toContain(agentId)
          ringing.set(contactId, agentId)
        },
      })
      for (const agentId of agentIds) {
        dispatcher.setQueues(agentId, ['general'])
        dispatcher.setReachable(agentId, true)
      }
      for (const { what, agentId, pick } of steps) {
        const [contactId, owner] = [...ringing][pick % Math.max(1, ringing.size)] ?? []
        if (what === 'come') {
          const fresh = `c${next++}`
          waiting.add(fresh)
          dispatcher.enqueue({ contactId: fresh, queue: 'general', priority: pick % 10 })
        } else if (what === 'ready') dispatcher.setPresence(agentId, ready)
        else if (what === 'away') dispatcher.setPresence(agentId, away)
        else if (what === 'wait') clock.pass(pick * 1000)
        else if (what === 'release') {
          const mine = [...talking].find(([, who]) => who === agentId)
          if (mine) {
            talking.delete(mine[0])
            dispatcher.release(agentId)
          }
        } else if (contactId !== undefined && owner !== undefined) {
          ringing.delete(contactId)
          if (what === 'answer') {
            waiting.delete(contactId)
            talking.set(contactId, owner)
            dispatcher.answered(contactId)
          } else if (what === 'leave') {
            waiting.delete(contactId)
            dispatcher.withdraw(contactId)
          } else if (what === 'refuse') dispatcher.refused(contactId)
          else dispatcher.unanswered(contactId)
        }
      }
      const forgotten: string[] = []
      dispatcher.setQueues('fresh', ['general'])
      dispatcher.setReachable('fresh', true)
      for (const left of [...waiting].filter((each) => !ringing.has(each))) {
        dispatcher.setPresence('fresh', ready)
        const [offered] = [...ringing].find(([, who]) => who === 'fresh') ?? []
        if (offered === undefined) {
          forgotten.push(left)
          continue
        }
        ringing.delete(offered)
        waiting.delete(offered)
        dispatcher.answered(offered)
        dispatcher.release('fresh')
      }
      expect(forgotten).toEqual([])
    }),
    { numRuns: 300 },
  )
})
