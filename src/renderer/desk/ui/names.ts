import type { TFunction } from 'i18next'
import type { Contact } from '../../../shared/contract.ts'
import type { Queue } from '../../../shared/domain/catalogue.ts'

/** Who is on the line, as text: the city's own record first, then what the line said. */
export function callerName(t: TFunction, contact: Contact): string {
  const said = contact.citizen?.name || contact.interaction.displayName
  return said || t(contact.caller === 'asking' ? 'citizen.asking' : 'citizen.unknown')
}

/** The queue in the city's words; a queue the catalogue does not know shows as it came. */
export function queueName(queues: readonly Queue[] | undefined, queue: string): string {
  return queues?.find((each) => each.queueId === queue)?.name ?? queue
}

/** The open case a call is probably about: the newest one that is not closed. */
export function openCase(contact: Contact): Contact['requests'][number] | undefined {
  return contact.requests.find(({ request }) => request.status === 'open')
}
