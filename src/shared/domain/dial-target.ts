/** A name of the exchange itself: a queue, a room, a colleague's line. */
const nameOnExchange = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/
const number = /^\+?[0-9*#]{2,20}$/
/** What people write behind a number and nobody dials: `ext. 12`, `opción 2`, a second number. */
const behindNumber = /\s*(?:,|;|\/|\bext|\bopci|\bx\d|\bo\s+al?\b).*$/iu

/**
 * What is dialled for what a person wrote or selected (`02 395-2300 ext. 12`, `(099) 123.4567`, `tel:+593…`);
 * undefined where it is no number and no name of the exchange. Throws never: the text comes from any screen.
 */
export function dialTarget(written: string): string | undefined {
  const text = written
    .slice(0, 256)
    .normalize('NFKC')
    .trim()
    .replace(/^(?:sips?|tel):/i, '')
    .replace(/@.*$/s, '')
  if (nameOnExchange.test(text)) return text
  const digits = text
    .replace(behindNumber, '')
    .replace(/\(\s*0\s*\)/g, '')
    .replace(/[\s().‐-―-]/g, '')
  return number.test(digits) ? digits : undefined
}

/** Longer numbers are other exchanges', and ours cannot tell how they are. */
const longestExtension = 5

/** The line of the city's own exchange that this number or name is; undefined for one of the world outside. */
export function extensionOf(written: string): string | undefined {
  const target = dialTarget(written)
  if (target === undefined || nameOnExchange.test(target)) return target
  return target.length <= longestExtension ? target : undefined
}

/** The first number in a text that somebody selected, as it stands there. */
export function numberIn(text: string): string | undefined {
  const found = /\+?\(?\d[\d\s().‐-―-]{1,24}\d/.exec(text.slice(0, 1000))?.[0]
  return found !== undefined && dialTarget(found) !== undefined ? found : undefined
}
