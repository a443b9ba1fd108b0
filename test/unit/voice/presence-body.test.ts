import { expect, test } from 'vitest'
import { readPresence, readVoicemail } from '../../../src/renderer/voice/presence-body.ts'

const pidf = (basic: string, note: string, activity = '') =>
  `<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid"><note>${note}</note><tuple id="1001"><status><basic>${basic}</basic></status></tuple><dm:person><rpid:activities>${activity}</rpid:activities></dm:person></presence>`

test.each([
  [pidf('open', 'Ready'), 'free'],
  [pidf('open', 'On the phone', '<rpid:on-the-phone />'), 'busy'],
  [pidf('open', 'Ringing', '<rpid:busy/>'), 'busy'],
  [pidf('open', 'Away', '<rpid:away/>'), 'away'],
  [pidf('closed', 'Unavailable'), 'offline'],
  ['not xml at all', 'offline'],
] as const)('%# a line is read as the exchange means it', (body, state) => {
  expect(readPresence(body)).toBe(state)
})

test('messages that wait are counted, and a mailbox that counts none says nothing', () => {
  expect(readVoicemail('Messages-Waiting: yes\r\nVoice-Message: 2/5 (0/0)\r\n')).toEqual({
    fresh: 2,
    kept: 5,
  })
  expect(readVoicemail('Messages-Waiting: no\r\n')).toBeUndefined()
})
