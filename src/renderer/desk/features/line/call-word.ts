import type { TFunction } from 'i18next'
import type { Call } from '../../../../shared/domain/call.ts'

/** How a call is, in one word for the eye and the screen reader: never by colour alone. */
export function callWord(t: TFunction, { phase, held, transfer, part }: Call): string {
  if (phase.name === 'dialling') return t('call.dialling')
  if (phase.name === 'ringing') return phase.earlyMedia ? t('call.earlyMedia') : t('call.farRinging')
  if (transfer?.state === 'under-way')
    return transfer.heard === 'ringing' ? t('call.transferRinging') : t('call.transferring')
  if (held.local) return t('call.held')
  if (held.remote) return t('call.heldByCitizen')
  return part === 'conference' ? t('call.conference') : t('call.talking')
}
