import { HandoverDraft, type ContractRequests } from '../../../shared/contract.ts'
import type { Agent } from '../../../shared/domain/agent.ts'
import { holdsCardNumber } from '../../../shared/domain/card-number.ts'
import { handoverKeptMs, type Handover, type HandoverCase } from '../../../shared/domain/handover.ts'
import { hourMs, wallClock } from '../../../shared/domain/shifts/clock-time.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'
import type { Outbox } from '../../sync/outbox.ts'

/** No shift is longer, overtime included. */
const ownCasesMs = 14 * hourMs
const casesLimit = 50
const emptyDraft: HandoverDraft = { words: '', serviceRequestIds: [] }

export interface HandoverDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  who: () => Agent | undefined
  timeZone: () => string
  /** The shift ends soon. */
  due: () => boolean
  onIssued(): void
  onChanged(): void
}

export interface HandoverFeature {
  readonly handlers: HandlersOf<'handover'>
  /** The shift ends the session: what was written and not left goes now. True where there was something. */
  leaveWritten(): boolean
}

/** Notes between shifts: written and left with the cable out too, read by whoever comes next. */
export function createHandover(deps: HandoverDeps): HandoverFeature {
  const { rows, outbox, clock, newId } = deps
  const now = () => new Date(clock.now()).toISOString()
  const since = (ms: number) => new Date(clock.now() - ms).toISOString()
  const serviceName = (code: string) => rows.knowledge.one('service', code)?.name ?? code

  function me(): Agent {
    const agent = deps.who()
    if (!agent) throw new DeskError('unauthorised', 'Sign in first.')
    return agent
  }
  const draftName = () => `handover-draft-${me().agentId}`
  const draft = () => rows.remembered.read(draftName(), HandoverDraft) ?? emptyDraft

  function openCases(): HandoverCase[] {
    return rows.serviceRequests
      .newest(200)
      .filter(({ status, requestedAt }) => status === 'open' && requestedAt >= since(ownCasesMs))
      .slice(0, casesLimit)
      .map(({ serviceRequestId, referenceNumber, serviceCode }) => ({
        serviceRequestId,
        referenceNumber: referenceNumber ?? '',
        serviceCode,
      }))
  }

  /** Newest first; what is too old is forgotten here, whether or not the backend still has it. */
  function notes(): Handover[] {
    const all = rows.knowledge.all('handover')
    for (const { handoverId, leftAt } of all)
      if (leftAt < since(handoverKeptMs)) rows.knowledge.remove('handover', handoverId)
    return all
      .filter(({ leftAt }) => leftAt >= since(handoverKeptMs))
      .toSorted((a, b) => b.leftAt.localeCompare(a.leftAt))
  }

  function leave({ words, serviceRequestIds }: HandoverDraft): void {
    const { agentId, name, queues } = me()
    if (words.trim() === '' && serviceRequestIds.length === 0)
      throw new DeskError('invalid-input', 'A hand-over note names a case or says something.')
    if (holdsCardNumber(words)) throw new DeskError('invalid-input', 'No card number in a note.')
    const handover: Handover = {
      handoverId: newId(),
      agentId,
      agentName: name,
      day: wallClock(clock.now(), deps.timeZone()).day,
      leftAt: now(),
      words: words.trim(),
      cases: openCases().filter((one) => serviceRequestIds.includes(one.serviceRequestId)),
      queues: [...queues],
      taken: null,
    }
    rows.durably(() => {
      rows.knowledge.put('handover', handover.handoverId, handover)
      rows.remembered.write(draftName(), emptyDraft)
      outbox.append({
        commandId: newId(),
        type: 'handover.leave',
        subject: handover.handoverId,
        issuedAt: handover.leftAt,
        agentId,
        payload: { handover },
      })
    })
    deps.onIssued()
    deps.onChanged()
  }

  return {
    leaveWritten() {
      if (!deps.who() || draft().words.trim() === '' || holdsCardNumber(draft().words)) return false
      leave(draft())
      return true
    },
    handlers: {
      'handover.own'(): ContractRequests['handover.own']['output'] {
        const own = notes().find(({ agentId }) => agentId === me().agentId)
        return {
          draft: draft(),
          cases: openCases().map((one) => ({ ...one, service: serviceName(one.serviceCode) })),
          left: own ? { handover: own, delivery: deliveryOf(outbox.stateOf(own.handoverId)) } : null,
          due: deps.due(),
        }
      },
      'handover.keep'(written) {
        rows.remembered.write(draftName(), written)
        return null
      },
      'handover.leave'(written) {
        leave(written)
        return null
      },
      'handover.list'() {
        const { agentId, queues, role } = me()
        return notes()
          .filter((one) => one.agentId !== agentId)
          .filter((one) => role === 'team-lead' || one.queues.some((queue) => queues.includes(queue)))
          .map((handover) => ({
            handover,
            services: handover.cases.map(({ serviceCode }) => serviceName(serviceCode)),
            mine: handover.taken?.agentId === agentId,
          }))
      },
      'handover.take'({ handoverId }) {
        const { agentId, name } = me()
        const handover = notes().find((one) => one.handoverId === handoverId)
        if (!handover || handover.taken)
          throw new DeskError('conflict', 'Somebody looks after this note already.')
        rows.durably(() => {
          const taken = { agentId, name, at: now() }
          rows.knowledge.put('handover', handoverId, { ...handover, taken })
          outbox.append({
            commandId: newId(),
            type: 'handover.take',
            subject: handoverId,
            issuedAt: taken.at,
            agentId,
            payload: { handoverId },
          })
        })
        deps.onIssued()
        deps.onChanged()
        return null
      },
    },
  }
}

function deliveryOf(state: ReturnType<Outbox['stateOf']>): 'kept' | 'sent' | 'rejected' {
  switch (state) {
    case 'none':
      return 'sent'
    case 'pending':
      return 'kept'
    case 'rejected':
      return 'rejected'
  }
}
