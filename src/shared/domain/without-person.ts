import type { SecondLevel } from './cases/case-step.ts'
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

/** A case whose number, service, state and way through the house are known here, and whose citizen and words are not. */
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
    ...(rest.secondLevel ? { secondLevel: withoutWords(rest.secondLevel) } : {}),
  }
}

/** Who of the house did what and when stays: a task says since when it waits and which colleague left it. */
function withoutWords({ log, ...standing }: SecondLevel): SecondLevel {
  return { ...standing, log: log.map((entry) => ({ ...entry, words: '' })) }
}

/** Whether anything in this case still says whose it is. */
export function namesRequester({ requesterName, phone, citizenId }: ServiceRequest): boolean {
  return requesterName !== '' || phone !== '' || citizenId !== undefined
}
