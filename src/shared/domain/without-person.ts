import { emptyDraft, type Interaction } from './interaction.ts'
import type { ServiceRequest } from './service-request.ts'

/** A contact that is over, for the agent's own list of calls: when, which queue and how it ended (domain §6.3). */
export function withoutPerson({
  citizenId: _gone,
  attachments: _files,
  ...interaction
}: Interaction): Interaction {
  const { disposition, serviceCode } = interaction.draft
  return {
    ...interaction,
    number: '',
    displayName: '',
    ivr: {},
    runs: [],
    draft: {
      ...emptyDraft,
      ...(disposition === undefined ? {} : { disposition }),
      ...(serviceCode === undefined ? {} : { serviceCode }),
    },
  }
}

/** A case whose number, service and state are known here and whose citizen is not. */
export function withoutRequester(request: ServiceRequest): ServiceRequest {
  const { citizenId: _citizen, email: _email, position: _position, mediaUrl: _media, ...kept } = request
  const { addressId: _address, dossier: _dossier, attachments: _files, ...rest } = kept
  return {
    ...rest,
    requesterName: '',
    phone: '',
    address: '',
    description: '',
    attributes: {},
    ...(rest.escalation ? { escalation: { ...rest.escalation, reason: '' } } : {}),
    ...(rest.secondLevel ? { secondLevel: { ...rest.secondLevel, log: [] } } : {}),
  }
}

/** Whether anything in this case still says whose it is. */
export function namesRequester({ requesterName, phone, citizenId }: ServiceRequest): boolean {
  return requesterName !== '' || phone !== '' || citizenId !== undefined
}
