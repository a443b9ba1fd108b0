import { dayMs } from '../shifts/clock-time.ts'
import type { ServiceRequest } from '../service-request.ts'

/** A case on the same is offered for so long, where the city says nothing else. */
export const usualDuplicateDays = 30

/** What is known of a case while it is written. */
export interface WrittenCase {
  serviceCode: string
  citizenId?: string | undefined
  phone: string
  address: string
}

/**
 * Cases that are perhaps this one already: same service, within so many days, from the same citizen or number or at
 * the same place. Offered and never in the way: whether it is the same only the agent can ask.
 */
export function perhapsTheSame(
  written: WrittenCase,
  cases: readonly ServiceRequest[],
  { now, days }: { now: number; days: number },
): ServiceRequest[] {
  const place = placeKey(written.address)
  return cases.filter(
    ({ serviceCode, citizenId, phone, address, requestedAt }) =>
      serviceCode === written.serviceCode &&
      now - Date.parse(requestedAt) <= days * dayMs &&
      ((citizenId !== undefined && citizenId === written.citizenId) ||
        (phone !== '' && phone === written.phone) ||
        (place !== '' && placeKey(address) === place)),
  )
}

/** One place is written in many ways: capitals, accents, commas and blanks do not make it another. */
export function placeKey(address: string): string {
  return address
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9ñ]+/g, ' ')
    .trim()
}
