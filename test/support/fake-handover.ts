import type { ContractRequests, HandoverDraft } from '../../src/shared/contract.ts'
import type { Handover } from '../../src/shared/domain/handover.ts'
import type { HandlersOf } from '../../src/main/feature.ts'

/** The shift ends soon on the stand, nothing is open, and nobody left a note before this agent's own. */
export function fakeHandover(changed: () => void): HandlersOf<'handover'> {
  let draft: HandoverDraft = { words: '', serviceRequestIds: [] }
  let left: ContractRequests['handover.own']['output']['left'] = null
  return {
    'handover.own': () => ({ draft, cases: [], left, due: false }),
    'handover.keep': (written) => {
      draft = written
      return null
    },
    'handover.leave': ({ words }) => {
      const handover: Handover = {
        handoverId: '01HANDOVER0000000000000000',
        agentId: 'uio-01',
        agentName: 'Rosa Chiluisa',
        day: '2026-11-23',
        leftAt: new Date().toISOString(),
        words,
        cases: [],
        queues: ['social'],
        taken: null,
      }
      left = { handover, delivery: 'kept' }
      changed()
      return null
    },
    'handover.list': () => [],
    'handover.take': () => null,
  }
}
