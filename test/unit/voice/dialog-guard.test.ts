import type { RTCSession } from 'jssip/lib/RTCSession'
import { expect, test } from 'vitest'
import { guardDialog } from '../../../src/renderer/voice/dialog-guard.ts'

type Handlers = Record<string, (response?: { status_code: number }) => void>

/** JsSIP's session as far as the guard reaches into it. */
function begin({ established = true } = {}) {
  const sent: [method: string, sequence: number][] = []
  const heard: string[] = []
  let handlers: Handlers = {}
  const session = {
    _dialog: { _outgoing_ack_seqnum: 0 },
    isEstablished: () => established,
    onTransportError: () => void heard.push('JsSIP ends the call'),
    onRequestTimeout: () => void heard.push('JsSIP ends the call'),
    _sendReinvite({ eventHandlers }: { eventHandlers: Handlers }) {
      this._dialog._outgoing_ack_seqnum += 1
      this.sendRequest('INVITE', {
        eventHandlers: {
          onErrorResponse: () => eventHandlers['failed']?.(),
          onTransportError: () => this.onTransportError(),
          onRequestTimeout: () => this.onRequestTimeout(),
          onDialogError: () => void heard.push('JsSIP ends the call'),
        },
      })
    },
    sendRequest(method: string, options?: { eventHandlers?: Handlers }) {
      handlers = options?.eventHandlers ?? {}
      sent.push([method, this._dialog._outgoing_ack_seqnum])
    },
  }
  const guard = guardDialog(session as unknown as RTCSession, {
    interrupted: () => void heard.push('interrupted'),
    refused: () => void heard.push('refused'),
  })
  const offer = () =>
    session._sendReinvite({ eventHandlers: { failed: () => void heard.push('JsSIP ends the call') } })
  return {
    guard,
    session,
    sent,
    heard,
    offer,
    answer: (how: string, status_code = 0) => handlers[how]?.({ status_code }),
  }
}

test('an offer whose line died is acknowledged by its own number before the next one', () => {
  const { guard, sent, heard, offer, answer } = begin()
  offer()
  answer('onTransportError')
  guard.acknowledgeLost()
  offer()
  expect(heard).toEqual(['interrupted'])
  expect(sent).toEqual([
    ['INVITE', 1],
    ['ACK', 1],
    ['INVITE', 2],
  ])
})

test('it is acknowledged until an offer was agreed on, as the exchange may have answered late', () => {
  const { guard, sent, heard, offer, answer } = begin()
  offer()
  answer('onTransportError')
  guard.acknowledgeLost()
  offer()
  answer('onErrorResponse')
  expect(heard).toEqual(['interrupted', 'refused'])
  guard.acknowledgeLost()
  expect(sent.at(-1)).toEqual(['ACK', 1])
  guard.agreed()
  const before = sent.length
  guard.acknowledgeLost()
  expect(sent).toHaveLength(before)
})

test.each([
  ['onErrorResponse', 500, 'refused'],
  ['onErrorResponse', 488, 'refused'],
  ['onRequestTimeout', 0, 'interrupted'],
  ['onDialogError', 408, 'interrupted'],
  // The exchange does not know the call any more: there is nothing left to keep.
  ['onDialogError', 481, 'JsSIP ends the call'],
])('%s with %i: %s', (how, status, told) => {
  const { heard, offer, answer } = begin()
  offer()
  answer(how, status)
  expect(heard).toEqual([told])
})

test('a call that only rings ends with its line, as ever', () => {
  const { session, heard } = begin({ established: false })
  session.onTransportError()
  session.onRequestTimeout()
  expect(heard).toEqual(['JsSIP ends the call', 'JsSIP ends the call'])
})
