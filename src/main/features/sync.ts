import type { Command } from '../../shared/commands.ts'
import type { CaseCorrection, SyncView } from '../../shared/contract.ts'
import { normalisePhone } from '../../shared/domain/phone-number.ts'
import type { BundleRefusal } from '../../shared/domain/publishing/bundle.ts'
import type { ServiceRequest } from '../../shared/domain/service-request.ts'
import { DeskError } from '../../shared/errors.ts'
import type { KnowledgeProblem } from '../db/knowledge.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock, Log } from '../shell.ts'
import type { Outbox, RejectedCommand, WaitingCommand } from '../sync/outbox.ts'
import type { SyncLoop } from '../sync/sync-loop.ts'
import { refuseCardNumber } from '../refuse-card-number.ts'

/** More than anybody reads; the count says how many there are. */
const shownWaiting = 50
/** Below it nobody is told of a clock that goes wrong. */
const clockTellsMs = 60_000

/** What waits, what was refused and why; the agent decides about the refused ones. */
export function createSyncFeature(deps: {
  rows: CacheRows
  outbox: Outbox
  loop: SyncLoop
  log: Log
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  country: () => 'EC' | 'ES'
  clockOffByMs: () => number | undefined
  /** What was refused of the city's signed knowledge and has not been put right. */
  refusedBundle: () => BundleRefusal | undefined
  onChanged: (subject: string) => void
}): { readonly handlers: HandlersOf<'sync'> } {
  const { rows, outbox, loop, clock } = deps
  const iso = (epochMs: number) => new Date(epochMs).toISOString()

  function rejected(commandId: string): RejectedCommand {
    const found = outbox.rejected().find(({ command }) => command.commandId === commandId)
    if (!found) throw new DeskError('not-found', 'No such rejected command.')
    return found
  }

  /** Told among what came in damaged: the last good bundle stays in use as the last good record does. */
  function refusedBundle(): KnowledgeProblem[] {
    const refusal = deps.refusedBundle()
    return refusal === undefined ? [] : [{ entity: 'bundle', id: refusal, field: '', rule: refusal }]
  }

  function waitingView(waiting: WaitingCommand): SyncView['waiting'][number] {
    const { command, attempts, notBefore } = waiting
    return {
      ...told(command),
      attempts,
      why: whyItWaits(waiting),
      nextAt: notBefore > clock.now() ? iso(notBefore) : null,
    }
  }

  function whyItWaits({ command, heldBack, waitsFor }: WaitingCommand): SyncView['waiting'][number]['why'] {
    if (heldBack) return 'refused-before'
    const agentId = deps.agentId()
    if (agentId === undefined) return 'signed-out'
    if (command.agentId !== agentId) return 'colleague'
    return loop.trouble?.kind ?? waitsFor?.kind ?? 'turn'
  }

  function clockOffByMs(): number | null {
    const offBy = deps.clockOffByMs() ?? 0
    return Math.abs(offBy) > clockTellsMs ? offBy : null
  }

  function changed(subject: string): null {
    deps.onChanged(subject)
    void loop.now()
    return null
  }

  return {
    handlers: {
      'sync.get': () => ({
        pending: outbox.pending(),
        waiting: withoutFurtherParts(outbox.waiting(shownWaiting)).map(waitingView),
        rejected: outbox.rejected().map(({ command, reason }) => ({
          ...told(command),
          reason,
          editable: editableOf(command),
        })),
        reachable: loop.reachable,
        trouble: loop.trouble,
        clockOffByMs: clockOffByMs(),
        lastSyncAt: loop.lastSyncAt === undefined ? null : iso(loop.lastSyncAt),
        problems: [...refusedBundle(), ...rows.knowledge.problems()],
      }),
      async 'sync.now'() {
        outbox.hurry()
        await loop.now()
        return null
      },
      'sync.retry'({ commandId }) {
        const { command } = rejected(commandId)
        outbox.retry(commandId, deps.newId())
        return changed(command.subject)
      },
      'sync.edit'({ commandId, correction }) {
        const { command } = rejected(commandId)
        if (command.type !== 'serviceRequest.create')
          throw new DeskError('invalid-input', 'commandId: only a case can be written anew.')
        const request = corrected(command.payload.request, correction, deps.country())
        rows.durably(() => {
          outbox.replace(commandId, { ...command, commandId: deps.newId(), payload: { request } })
          rows.serviceRequests.put(request)
        })
        return changed(command.subject)
      },
      'sync.discard'({ commandId, reason }) {
        refuseCardNumber('reason', reason)
        const { command, reason: refusal } = rejected(commandId)
        const { type, subject, issuedAt, payload } = command
        const id = deps.newId()
        rows.durably(() => {
          outbox.discard(commandId)
          // Never filed anywhere: in the list it would look like one on its way.
          if (type === 'serviceRequest.create') rows.serviceRequests.remove(subject)
          if (rows.appointments.byId(subject)?.appointment.state === 'provisional')
            rows.appointments.remove(subject)
          outbox.append({
            commandId: id,
            type: 'command.discard',
            // Of its own: it must not wait behind what the same subject still has to send.
            subject: id,
            issuedAt: iso(clock.now()),
            agentId: deps.agentId() ?? command.agentId,
            payload: { discarded: { commandId, type, subject, issuedAt, refusal, reason, payload } },
          })
        })
        deps.log.warn('rejected command discarded by the agent', { commandId, type })
        return changed(subject)
      },
    },
  }
}

/** Of a file that travels in pieces, the next one stands for all. */
function withoutFurtherParts(waiting: readonly WaitingCommand[]): WaitingCommand[] {
  const seen = new Set<string>()
  return waiting.filter(({ command: { type, subject } }) => {
    if (type !== 'attachment.part') return true
    const isFirst = !seen.has(subject)
    seen.add(subject)
    return isFirst
  })
}

const told = ({ commandId, type, subject, issuedAt }: Command) => ({ commandId, type, subject, issuedAt })

function editableOf(command: Command): CaseCorrection | null {
  if (command.type !== 'serviceRequest.create') return null
  const { serviceCode, requesterName, phone, address, description } = command.payload.request
  return { serviceCode, requesterName, phone, address, description }
}

/** Throws `invalid-input` with the field where a card number was typed: none is kept here. */
function corrected(
  request: ServiceRequest,
  correction: CaseCorrection,
  country: 'EC' | 'ES',
): ServiceRequest {
  for (const field of ['requesterName', 'address', 'description'] as const)
    refuseCardNumber(field, correction[field])
  const { unitId: _unit, ...kept } = request
  // Another service goes to its own unit, which the backend names.
  const rest = correction.serviceCode === request.serviceCode ? request : kept
  return { ...rest, ...correction, phone: normalisePhone(correction.phone, country) }
}
