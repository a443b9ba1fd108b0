import { ulid } from 'ulid'
import { expect, test } from 'vitest'
import { applyInteractionRecord, applyServiceRequestCreate } from '../../../src/shared/apply.ts'
import { Interaction } from '../../../src/shared/domain/interaction.ts'
import { interaction, serviceRequest, start } from '../../support/backend/backend-world.ts'

const accepted = {
  referenceNumber: 'SR-2026-000007',
  unitId: 'catastro',
  at: '2026-11-23T14:00:05.000Z',
  terms: { withinHours: 16, hours: { timeZone: 'UTC', days: [], holidays: [] } },
}

test('a case takes number, unit and state from the backend, whatever the desk claimed', () => {
  const request = serviceRequest({
    referenceNumber: 'SR-1999-000001',
    unitId: 'elsewhere',
    status: 'closed',
    receivedAt: start,
  })
  const { receivedAt: _, ...asked } = request
  expect(applyServiceRequestCreate({ request }, accepted)).toEqual({
    ...asked,
    referenceNumber: 'SR-2026-000007',
    unitId: 'catastro',
    status: 'open',
    updatedAt: accepted.at,
  })
})

test('an ordinary contact is recorded as it is', () => {
  const contact = interaction()
  expect(applyInteractionRecord(undefined, { interaction: contact })).toEqual(contact)
})

test('an older record never replaces a later one; of two of one instant the last to arrive stands', () => {
  const later = interaction({ closedAt: '2026-11-23T15:05:00.000+01:00' })
  const older = interaction({ ...later, closedAt: '2026-11-23T14:04:59.000Z' })
  const same = interaction({ ...later, closedAt: '2026-11-23T14:05:00.000Z', queue: 'covid' })
  expect(applyInteractionRecord(later, { interaction: older })).toEqual(later)
  expect(applyInteractionRecord(older, { interaction: later })).toEqual(later)
  expect(applyInteractionRecord(later, { interaction: same })).toEqual(same)
})

test('a protected contact stays a whole, valid record with nothing of the citizen in it', () => {
  const contact = interaction({ citizenId: ulid(), externalCallId: 'call-9' })
  const bare = applyInteractionRecord(contact, {
    interaction: { ...contact, draft: { ...contact.draft, disposition: 'VIO' } },
  })
  expect(Interaction.parse(bare)).toEqual(bare)
  expect(bare).toMatchObject({ externalCallId: 'call-9', draft: { disposition: 'VIO' } })
  expect(JSON.stringify(bare)).not.toMatch(/Rosa|991234567|Agosto|sola/)
})
