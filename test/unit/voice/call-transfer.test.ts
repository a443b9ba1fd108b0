import { createRequire } from 'node:module'
import type { RTCSession } from 'jssip/lib/RTCSession'
import { expect, test } from 'vitest'
import { refer } from '../../../src/renderer/voice/call-transfer.ts'

interface Notice {
  method: string
  cseq: number
  hasHeader(name: string): boolean
  reply(status: number): void
}
type Heard = (told?: unknown) => void

/** JsSIP's own check of the order of requests, which has no types. */
const { _checkInDialogRequest } = (
  createRequire(import.meta.url)('jssip/lib/Dialog.js') as {
    prototype: { _checkInDialogRequest(this: object, request: Notice): boolean }
  }
).prototype

function begin() {
  const told: string[] = []
  const replies: number[] = []
  let handlers: Record<string, Heard> = {}
  const dialog = { _remote_seqnum: 1, _checkInDialogRequest }
  const session = {
    _dialog: dialog,
    refer: (_to: string, options: { eventHandlers: Record<string, Heard> }) =>
      void (handlers = options.eventHandlers),
  }
  refer(
    session as unknown as RTCSession,
    { how: 'blind', to: '1002', uri: 'sip:1002@lab.test' },
    {
      transfer: (transfer) => told.push(transfer.state === 'under-way' ? transfer.heard : transfer.why),
      taken: () => told.push('taken'),
    },
  )
  return {
    told,
    replies,
    /** As the exchange sends it: what JsSIP lets pass comes to the transfer. */
    notice(cseq: number, says: 'trying' | 'progress' | 'accepted' | 'failed', status = 0) {
      const request = {
        method: 'NOTIFY',
        cseq,
        hasHeader: () => false,
        reply: (code: number) => void replies.push(code),
      }
      if (dialog._checkInDialogRequest(request)) handlers[says]?.({ status_line: { status_code: status } })
    },
  }
}

test('a notice that another one overtook is taken, so that the exchange goes on telling', () => {
  const { told, replies, notice } = begin()
  notice(3, 'progress')
  notice(2, 'trying')
  notice(4, 'accepted')
  expect(replies).toEqual([])
  expect(told).toEqual(['nothing', 'ringing', 'taken'])
})

test('what comes after the end of a transfer brings none of it back', () => {
  const { told, notice } = begin()
  notice(4, 'failed', 486)
  notice(3, 'progress')
  notice(2, 'trying')
  expect(told).toEqual(['nothing', 'busy'])
})
