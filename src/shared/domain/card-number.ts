/** Digits as people write a card: together, or in groups with one blank, dot or hyphen between them. */
const groups = /\d(?:[ .\-\u00a0]?\d){12,}/g
const [fewestDigits, mostDigits] = [13, 19]

/**
 * True where a text holds what may be a payment card's number (13 to 19 digits with a right Luhn check digit,
 * ISO/IEC 7812-1). No card is taken on a call (PCI DSS telephone supplement, 2018), so free text refuses it.
 */
export function holdsCardNumber(text: string): boolean {
  return (text.match(groups) ?? []).some((found) => {
    const digits = found.replace(/\D/g, '')
    return digits.length >= fewestDigits && digits.length <= mostDigits && passesLuhn(digits)
  })
}

/** Where an agent writes freely; a telephone number may be a right card number by chance, so its field is not among them. */
export const freeText = ['callerName', 'address', 'description', 'notes'] as const

/** From the right, every second digit counts double, and the sum ends in zero. All zeroes are no card. */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (const [index, sign] of digits.split('').toReversed().entries()) {
    const doubled = Number(sign) * (index % 2 === 1 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum > 0 && sum % 10 === 0
}
