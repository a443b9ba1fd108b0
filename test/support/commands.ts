import { ulid } from 'ulid'
import type { Command } from '../../src/shared/commands.ts'

/** A valid `serviceRequest.create`; only the subject matters to the tests that use it. */
export function createCase(subject: string): Command {
  const at = '2026-11-23T14:00:00.000Z'
  return {
    commandId: ulid(),
    type: 'serviceRequest.create',
    subject,
    issuedAt: at,
    agentId: 'ana',
    payload: {
      request: {
        serviceRequestId: ulid(),
        serviceCode: 'alumbrado',
        status: 'open',
        requesterName: 'María Quishpe',
        phone: '+593991234567',
        address: '',
        description: 'Luminaria apagada',
        attributes: {},
        requestedAt: at,
        updatedAt: at,
      },
    },
  }
}
