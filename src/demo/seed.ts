import { join } from 'node:path'
import { z } from 'zod'
import type { Change } from '../shared/backend-api.ts'
import { Code, Id } from '../shared/domain/basics.ts'
import { Citizen } from '../shared/domain/citizen.ts'
import { Disposition } from '../shared/domain/disposition.ts'
import type { Interaction } from '../shared/domain/interaction.ts'
import { ServiceRequest } from '../shared/domain/service-request.ts'
import { readAsset } from './assets.ts'

/** `assets/demo/<city>/known.json`: ages in days, so that a demo never looks abandoned. */
const Known = z.strictObject({
  citizens: z.array(Citizen.omit({ updatedAt: true }).strict()),
  interactions: z.array(
    z.strictObject({
      interactionId: Id,
      citizenId: Id,
      daysAgo: z.number().positive(),
      agentId: Code,
      queue: Code,
      topic: z.string(),
      disposition: Disposition,
      notes: z.string(),
      serviceRequestIds: z.array(Id),
    }),
  ),
  requests: z.array(
    ServiceRequest.pick({
      serviceRequestId: true,
      referenceNumber: true,
      serviceCode: true,
      unitId: true,
      status: true,
      statusNotes: true,
      address: true,
      description: true,
    })
      .extend({ citizenId: Id, daysAgo: z.number().positive(), updatedDaysAgo: z.number().positive() })
      .strict(),
  ),
})
type Known = z.infer<typeof Known>

const dayMs = 86_400_000
/** How long a contact of the past took, ms. */
const talkMs = 240_000

/**
 * What the city already knows before the first call: some of the callers under another way of writing their
 * number, their last contacts and cases. `now` in epoch ms; within one day the result stays the same, so that a
 * restart imports nothing anew.
 */
export function seedOf(folder: string, now: number): Change[] {
  const known = readAsset(join(folder, 'known.json'), Known)
  const today = Math.floor(now / dayMs) * dayMs
  const at = (daysAgo: number, plusMs = 0) => new Date(today - daysAgo * dayMs + plusMs).toISOString()
  return [
    ...known.citizens.map((citizen) => ({
      entity: 'citizen',
      id: citizen.citizenId,
      doc: { ...citizen, updatedAt: at(1) },
    })),
    ...known.requests.map((request) => ({
      entity: 'service-request',
      id: request.serviceRequestId,
      doc: requestDoc(known, request, at),
    })),
    ...known.interactions.map((interaction) => ({
      entity: 'interaction',
      id: interaction.interactionId,
      doc: interactionDoc(known, interaction, at),
    })),
  ]
}

type At = (daysAgo: number, plusMs?: number) => string

function requestDoc(known: Known, request: Known['requests'][number], at: At): ServiceRequest {
  const { daysAgo, updatedDaysAgo, ...rest } = request
  const citizen = citizenOf(known, request.citizenId)
  return {
    ...rest,
    requesterName: citizen?.name ?? '',
    phone: citizen?.phones[0] ?? '',
    attributes: {},
    requestedAt: at(daysAgo),
    receivedAt: at(daysAgo, talkMs),
    updatedAt: at(updatedDaysAgo),
  }
}

function interactionDoc(known: Known, past: Known['interactions'][number], at: At): Interaction {
  const { daysAgo, topic, notes, disposition, ...rest } = past
  const citizen = citizenOf(known, past.citizenId)
  const request = known.requests.find((each) => past.serviceRequestIds.includes(each.serviceRequestId))
  return {
    ...rest,
    channel: 'phone',
    direction: 'inbound',
    number: citizen?.phones[0] ?? '',
    displayName: citizen?.name ?? '',
    externalCallId: '',
    ivr: { topic },
    offeredAt: at(daysAgo),
    answeredAt: at(daysAgo, 5000),
    endedAt: at(daysAgo, talkMs),
    closedAt: at(daysAgo, 2 * talkMs),
    state: 'closed',
    draft: {
      notes,
      callerName: citizen?.name ?? '',
      callbackNumber: citizen?.phones[0] ?? '',
      address: citizen?.address ?? '',
      description: request?.description ?? '',
      disposition,
    },
    runs: [],
  }
}

function citizenOf(known: Known, citizenId: string): Known['citizens'][number] | undefined {
  return known.citizens.find((citizen) => citizen.citizenId === citizenId)
}
