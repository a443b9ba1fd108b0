import { holdsCardNumber } from '../shared/domain/card-number.ts'
import { DeskError } from '../shared/errors.ts'

/** Call before anything that an agent or a team lead wrote freely is kept or sent. Throws `invalid-input` naming the field. */
export function refuseCardNumber(field: string, text: string): void {
  if (holdsCardNumber(text))
    throw new DeskError('invalid-input', `${field}: holds a card number. Take it out; no card is kept here.`)
}
