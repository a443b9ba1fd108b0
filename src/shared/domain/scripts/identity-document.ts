import { z } from 'zod'

/** Which paper an answer may name. A city's script asks for its own; a passport has no check digit. */
export const IdentityDocument = z.enum(['cedula', 'dni', 'nie', 'passport'])
export type IdentityDocument = z.infer<typeof IdentityDocument>

const identityDocuments: readonly IdentityDocument[] = IdentityDocument.options

/** Provinces 01–24, and 30 for Ecuadorians registered abroad (Registro Civil del Ecuador). */
const lastProvince = 24
const abroad = 30
const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'

/**
 * The document written one way (no spaces, dots or hyphens, capitals), or undefined where no accepted kind
 * fits: most slips of the pen change the check digit, so a wrong one is found while the citizen is there.
 */
export function readIdentityDocument(
  text: string,
  accepted: readonly IdentityDocument[] = identityDocuments,
): { kind: IdentityDocument; number: string } | undefined {
  const number = text.replace(/[\s.-]/g, '').toUpperCase()
  const kind = accepted.find((each) => rules[each](number))
  return kind === undefined ? undefined : { kind, number }
}

const rules: Record<IdentityDocument, (number: string) => boolean> = {
  cedula: isCedula,
  dni: (number) => /^\d{8}[A-Z]$/.test(number) && letterOf(number.slice(0, 8)) === number[8],
  nie: isNie,
  passport: isPassport,
}

/** Module 10 over nine digits, the odd places doubled (Registro Civil del Ecuador, natural persons). */
function isCedula(number: string): boolean {
  if (!/^\d{10}$/.test(number)) return false
  const digits = Array.from(number, Number)
  const province = Number(number.slice(0, 2))
  if ((province < 1 || province > lastProvince) && province !== abroad) return false
  if ((digits[2] ?? 9) > 5) return false
  const sum = digits.slice(0, 9).reduce((total, digit, index) => {
    const weighed = index % 2 === 0 ? digit * 2 : digit
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return (10 - (sum % 10)) % 10 === digits[9]
}

/** Without a check digit; what looks like one of the others is not let through as a passport. */
function isPassport(number: string): boolean {
  const likeAnother = /^(\d{10}|\d{8}[A-Z]|[XYZ]\d{7}[A-Z])$/.test(number)
  return /^(?=.*\d)[A-Z0-9]{6,12}$/.test(number) && !likeAnother
}

/** X, Y, Z stand for 0, 1, 2 before the DNI's own rule (Spain, Orden INT/2058/2008). */
function isNie(number: string): boolean {
  if (!/^[XYZ]\d{7}[A-Z]$/.test(number)) return false
  const series = 'XYZ'.indexOf(number[0] ?? '')
  return letterOf(`${series}${number.slice(1, 8)}`) === number[8]
}

/** Remainder by 23 chooses the letter (Spain, RD 1553/2005 art. 11 and the Interior's table). */
function letterOf(digits: string): string | undefined {
  return dniLetters[Number(digits) % 23]
}
