import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Country } from './city.ts'

/** `PhoneNumber` holds no more; longer text is no number anyway. */
const longest = 64
/** Enough to hold a SIP address around a number; a 64 KB header is not worth reading to its end. */
const longestRaw = 256
/** Below this it is an extension or a short code (101, 112): possible, but not a subscriber's number. */
const shortestSubscriber = 7

/**
 * One written form for one number, so that a caller is found whatever the trunk, the citizen or a colleague
 * wrote. E.164 where the number is valid for `country` or abroad, else its digits, else the text. Never throws.
 */
export function normalisePhone(raw: string, country: Country): string {
  const user = userPart(raw.slice(0, longestRaw))
  const text = user.replace(/\(\s*0\s*\)/g, '')
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false })
  if (parsed?.isValid() === true) return parsed.number
  const digits = text.normalize('NFKC').replace(/[^\d+]/g, '')
  const readable = /\p{L}/u.test(text) || !/\d/.test(digits) ? user : digits
  return readable.slice(0, longest)
}

/**
 * What every way of writing one number shares, whatever the country: its last eight digits. Equal keys make a
 * candidate and no proof; '' where there is no number in it.
 */
export function phoneKey(raw: string): string {
  return userPart(raw.slice(0, longestRaw)).normalize('NFKC').replace(/\D/g, '').slice(-8)
}

/** Whether a number can be a citizen's: short codes and lines of colleagues are nobody's in the register. */
export function isSubscriber(number: string): boolean {
  return /^\+?\d+$/.test(number) && number.replace(/\D/g, '').length >= shortestSubscriber
}

/**
 * What the exchange is asked for: a number of its own country the way people there dial it, as its dial plan
 * expects, and any other as it is.
 */
export function numberToDial(target: string, country: Country): string {
  const parsed = parsePhoneNumberFromString(target, { defaultCountry: country, extract: false })
  if (parsed?.isValid() !== true || parsed.country !== country) return target
  return parsed.formatNational().replace(/\D/g, '')
}

/** For the screen: the way the number is written in its own country, or abroad with its prefix. */
export function formatPhone(number: string, country: Country): string {
  const parsed = parsePhoneNumberFromString(number, { defaultCountry: country, extract: false })
  if (parsed?.isValid() !== true) return number
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational()
}

/** Masked until the agent asks to see it (domain §6.3): enough to tell two numbers apart, not to dial one. */
export function maskPhone(number: string, country: Country): string {
  const written = formatPhone(number, country)
  const digits = written.replace(/\D/g, '').length
  if (digits === 0) return written
  const [head, tail] = digits < shortestSubscriber ? [0, 1] : [2, 3]
  let seen = 0
  return written.replace(/\d/g, (digit) => {
    seen += 1
    return seen <= head || seen > digits - tail ? digit : '•'
  })
}

/** A cédula, DNI or NIE: its last three signs, as they are read to a citizen who confirms them. */
export function maskIdentifier(document: string): string {
  const signs = document.replace(/[^\p{L}\p{N}]/gu, '')
  return '•'.repeat(Math.max(0, signs.length - 3)) + signs.slice(-3)
}

/** The number inside `"Ana" <sip:+593…@host;user=phone>` (RFC 3261 §19.1) or `tel:…;ext=` (RFC 3966). */
function userPart(raw: string): string {
  const address = /<\s*((?:sips?|tel):[^>]*)>/i.exec(raw)?.[1] ?? raw
  const scheme = /^\s*(?:sips?|tel):/i.exec(address)
  if (scheme === null) return address.trim()
  return unescape(address.slice(scheme[0].length).split(/[@;?]/, 1)[0] ?? '').trim()
}

function unescape(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
