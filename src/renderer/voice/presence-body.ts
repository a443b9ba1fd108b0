import type { LinePresence, Voicemail } from '../../shared/domain/telephony.ts'

/**
 * What a NOTIFY of the event `presence` says of a line (PIDF, RFC 3863, with the activities of RFC 4480), as
 * Asterisk and FreeSWITCH write it. Read by its words and not as a document: it comes from outside, and three
 * facts of it count.
 */
export function readPresence(body: string): LinePresence {
  const text = body.slice(0, 8_192).toLowerCase()
  if (!/<(?:\w+:)?basic>\s*open/.test(text)) return 'offline'
  if (/<(?:\w+:)?(?:busy|on-the-phone)\s*\/?>/.test(text)) return 'busy'
  if (/<(?:\w+:)?(?:note|description)[^>]*>\s*(?:on the phone|ringing|in use|busy)/.test(text)) return 'busy'
  return /<(?:\w+:)?away\s*\/?>/.test(text) ? 'away' : 'free'
}

/** `Voice-Message: new/old` of a message summary (RFC 3842 §5.2); undefined where it counts none. */
export function readVoicemail(body: string): Voicemail | undefined {
  const counted = /^voice-message\s*:\s*(\d{1,6})\s*\/\s*(\d{1,6})/im.exec(body.slice(0, 4_096))
  return counted ? { fresh: Number(counted[1]), kept: Number(counted[2]) } : undefined
}
