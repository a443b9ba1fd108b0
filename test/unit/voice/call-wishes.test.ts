import { EventEmitter } from 'node:events'
import type { RTCSession } from 'jssip/lib/RTCSession'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCallWishes } from '../../../src/renderer/voice/call-wishes.ts'

/** A JsSIP session as far as wishes reach into it: says what was asked of it, answers when told to. */
class FakeSession extends EventEmitter {
  readonly asked: string[] = []
  ready = true
  ended = false
  canSendRtpKeys = true
  readonly #local = { local: false, remote: false }
  /** Whether the answer to what is asked comes; a line that dies swallows it. */
  answered = true
  /** How many offers the exchange refuses from now on. */
  refuses = 0
  readonly _dialog = { _outgoing_ack_seqnum: 1 }
  readonly connection = { getSenders: () => [{ dtmf: { canInsertDTMF: this.canSendRtpKeys } }] }

  /** What JsSIP does where nobody prevents it. */
  onTransportError = () => {
    this.ended = true
    this.emit('ended')
  }
  onRequestTimeout = this.onTransportError

  isReadyToReOffer = () => this.ready
  sendRequest = (method: string) => void this.asked.push(method)
  _sendReinvite = ({ eventHandlers }: { eventHandlers: { succeeded: () => void; failed: () => void } }) => {
    if (!this.answered) return
    const refused = this.refuses > 0
    this.refuses -= refused ? 1 : 0
    queueMicrotask(refused ? eventHandlers.failed : eventHandlers.succeeded)
  }
  isEstablished = () => !this.ended
  isEnded = () => this.ended
  isOnHold = () => this.#local
  hold = (_options: object, done: () => void) => this.#ask('hold', done, () => (this.#local.local = true))
  unhold = (_options: object, done: () => void) =>
    this.#ask('unhold', done, () => (this.#local.local = false))
  renegotiate = (options: { rtcOfferConstraints?: { iceRestart?: boolean } }, done: () => void) =>
    this.#ask(options.rtcOfferConstraints?.iceRestart ? 'ice-restart' : 'same-again', done, () => {})
  sendDTMF = (tones: string, { transportType }: { transportType: string }) =>
    void this.asked.push(`${transportType} ${tones}`)

  #ask(what: string, done: () => void, change: () => void): boolean {
    if (!this.ready) return false
    this.asked.push(what)
    change()
    this._sendReinvite({ eventHandlers: { succeeded: done, failed: this.onTransportError } })
    return true
  }
}

function begin(line: { alive: boolean }) {
  const session = new FakeSession()
  const held: boolean[] = []
  const restarts = { times: 0 }
  const wishes = createCallWishes(session as unknown as RTCSession, () => Promise.resolve(line.alive), {
    held: (to) => void held.push(to),
    mediaRestarted: () => (restarts.times += 1),
  })
  return { session, held, restarts, wishes }
}

const settled = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('nothing is asked of a call while its line is down; on return the last wish counts, after the media path', async () => {
  const line = { alive: false }
  const { session, held, wishes } = begin(line)
  wishes.hold(true)
  wishes.hold(false)
  wishes.hold(true)
  wishes.dtmf('12')
  wishes.dtmf('#')
  await settled()
  expect(session.asked).toEqual([])
  line.alive = true
  wishes.restartMedia()
  await settled()
  expect(session.asked).toEqual(['ice-restart', 'hold', 'RFC2833 12#'])
  expect(held).toEqual([true])
})

test('a hold and its opposite during an outage cancel out', async () => {
  const line = { alive: false }
  const { session, wishes } = begin(line)
  wishes.hold(true)
  wishes.hold(false)
  line.alive = true
  wishes.settle()
  await settled()
  expect(session.asked).toEqual([])
})

test('a negotiation under way delays the hold instead of losing it', async () => {
  const { session, held, wishes } = begin({ alive: true })
  session.ready = false
  wishes.hold(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(held).toEqual([])
  session.ready = true
  await vi.advanceTimersByTimeAsync(200)
  expect(held).toEqual([true])
})

test('a hold that the far side opened is said again', async () => {
  const { session, wishes } = begin({ alive: true })
  wishes.hold(true)
  await settled()
  wishes.sayAgain()
  await settled()
  expect(session.asked).toEqual(['hold', 'same-again'])
})

test('keys go by INFO where RFC 4733 was not negotiated', async () => {
  const { session, wishes } = begin({ alive: true })
  session.canSendRtpKeys = false
  wishes.dtmf('5')
  await settled()
  expect(session.asked).toEqual(['INFO 5'])
})

test('a call that ends takes its wishes with it', async () => {
  const { session, held, wishes } = begin({ alive: true })
  session.ready = false
  wishes.hold(true)
  await settled()
  session.ended = true
  session.emit('ended')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(held).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('a line that dies under a request ends no talk: all that was offered is offered anew', async () => {
  const line = { alive: true }
  const { session, held, wishes } = begin(line)
  session.answered = false
  wishes.hold(true)
  await settled()
  line.alive = false
  session.onTransportError()
  await settled()
  expect(session.ended).toBe(false)
  expect(held).toEqual([])
  ;[line.alive, session.answered] = [true, true]
  wishes.restartMedia()
  await settled()
  expect(session.asked).toEqual(['hold', 'ice-restart'])
  expect(held).toEqual([true])
})

test('a line that dies under every restart of the media path is restarted each time it is back', async () => {
  const line = { alive: true }
  const { session, wishes } = begin(line)
  session.answered = false
  for (let cut = 0; cut < 5; cut += 1) {
    line.alive = true
    wishes.restartMedia()
    await settled()
    line.alive = false
    session.onTransportError()
    await settled()
  }
  expect(session.asked.filter((what) => what === 'ice-restart')).toHaveLength(5)
  ;[line.alive, session.answered] = [true, true]
  wishes.restartMedia()
  wishes.dtmf('1')
  await settled()
  expect(session.asked.slice(-2)).toEqual(['ice-restart', 'RFC2833 1'])
  expect(session.ended).toBe(false)
})

test('an offer that the exchange refuses is made again after a pause, and ends no talk', async () => {
  const { session, held, wishes } = begin({ alive: true })
  session.refuses = 2
  wishes.hold(true)
  await settled()
  expect([session.ended, held]).toEqual([false, []])
  await vi.advanceTimersByTimeAsync(2 * 2_100)
  expect(session.asked).toEqual(['hold', 'same-again', 'same-again'])
  expect(held).toEqual([true])
})

test('a hold that is never taken is given up: the call goes on as both sides know it', async () => {
  const { session, held, wishes } = begin({ alive: true })
  session.refuses = 5
  wishes.hold(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(session.ended).toBe(false)
  expect(session.asked.at(-1)).toBe('unhold')
  expect(session.isOnHold().local).toBe(false)
  expect(held).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('an exchange that refuses everything is asked a bounded number of times', async () => {
  const { session, wishes } = begin({ alive: true })
  session.refuses = Number.POSITIVE_INFINITY
  wishes.hold(true)
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(session.ended).toBe(false)
  expect(session.asked).toHaveLength(10)
})

test('a request that nobody answers ends no talk', async () => {
  const { session, wishes } = begin({ alive: true })
  session.answered = false
  wishes.sayAgain()
  await settled()
  session.answered = true
  session.onRequestTimeout()
  await settled()
  expect(session.ended).toBe(false)
  expect(session.asked).toEqual(['same-again', 'same-again'])
})
