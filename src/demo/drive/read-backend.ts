import { ChangePage, paths, Session } from '../../shared/backend-api.ts'
import { Interaction } from '../../shared/domain/interaction.ts'
import { ServiceRequest } from '../../shared/domain/service-request.ts'

export interface BackendRecords {
  interactions: Interaction[]
  serviceRequests: ServiceRequest[]
}

/** What the backend itself holds, asked past the desk: the desk's own word would prove nothing. */
export async function readBackend(url: string, agentId: string): Promise<BackendRecords> {
  const signedIn = await fetch(url + paths.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ agentId }),
  })
  const { token } = Session.parse(await signedIn.json())
  const records: BackendRecords = { interactions: [], serviceRequests: [] }
  for (let after = 0, more = true; more;) {
    const answer = await fetch(`${url}${paths.changes}?after=${after}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const page = ChangePage.parse(await answer.json())
    for (const { entity, doc } of page.changes) {
      if (doc === null) continue
      if (entity === 'interaction') records.interactions.push(Interaction.parse(doc))
      if (entity === 'service-request') records.serviceRequests.push(ServiceRequest.parse(doc))
    }
    after = page.cursor
    more = page.more
  }
  return records
}
