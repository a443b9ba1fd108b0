import type { Command } from '../../../shared/commands.ts'
import type { LevelCase } from '../../../shared/contract.ts'
import type { Agent } from '../../../shared/domain/agent.ts'
import {
  caseRefusals,
  stepCase,
  stepsOpenTo,
  type AnswerTerms,
  type StepAuthor,
} from '../../../shared/domain/cases/case-life.ts'
import type { CaseStep } from '../../../shared/domain/cases/case-step.ts'
import { ServiceRequest } from '../../../shared/domain/service-request.ts'
import { inWorkOf } from '../../../shared/domain/cases/owed.ts'
import { namesRequester } from '../../../shared/domain/without-person.ts'
import { paths } from '../../../shared/backend-api.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'
import type { AskBackend } from '../../sync/backend-client.ts'
import type { Outbox } from '../../sync/outbox.ts'
import { refuseCardNumber } from '../../refuse-card-number.ts'
import { tasksFrom } from './tasks.ts'

const atLevel2 = ['queued', 'taken', 'answered', 'returned'] as const
const queueLimit = 500

export interface SecondLevelDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  who: () => Agent | undefined
  viewOf: (request: ServiceRequest) => Pick<LevelCase, 'request' | 'delivery' | 'unitName'>
  termsOf: (unitId: string | undefined) => AnswerTerms
  ask: AskBackend
  onOpened: (serviceRequestId: string) => void
  onIssued: (serviceRequestId: string) => void
}

/** The life of a case between the levels: what specialists have in their queue, and what comes back to level 1. */
export function createSecondLevel(deps: SecondLevelDeps): HandlersOf<'secondLevel'> & HandlersOf<'tasks'> {
  const { rows, outbox, clock, newId } = deps
  const now = () => new Date(clock.now()).toISOString()

  function me(): StepAuthor {
    const agent = deps.who()
    if (!agent) throw new DeskError('unauthorised', 'Sign in first.')
    return agent
  }

  function view(request: ServiceRequest): LevelCase {
    return {
      ...deps.viewOf(request),
      serviceName: rows.knowledge.one('service', request.serviceCode)?.name ?? request.serviceCode,
      steps: stepsOpenTo(request, me()),
    }
  }

  const open = () =>
    rows.serviceRequests.atLevel(atLevel2, queueLimit).filter(({ status }) => status === 'open')

  function one(serviceRequestId: string): ServiceRequest {
    const request = rows.serviceRequests.byId(serviceRequestId)
    if (!request) throw new DeskError('not-found', 'No such case on this desk.')
    return request
  }

  /**
   * A colleague's case lies here without its person: it is read from the city, shown, and not kept. What is in work
   * here lies here whole, also where nobody gave a name, and opens with the network out.
   */
  async function whole(serviceRequestId: string): Promise<ServiceRequest> {
    const here = one(serviceRequestId)
    const isWhole = namesRequester(here) || inWorkOf(here, deps.who())
    if (isWhole || !here.secondLevel || here.status === 'closed') return here
    const path = `${paths.serviceRequests}/${serviceRequestId}`
    return await deps.ask({ method: 'GET', path, reply: ServiceRequest })
  }

  function step(serviceRequestId: string, taken: CaseStep): void {
    if ('words' in taken) refuseCardNumber('words', taken.words)
    const request = one(serviceRequestId)
    const at = now()
    const stepped = stepCase(request, taken, me(), at, deps.termsOf(request.unitId))
    if ('refusal' in stepped)
      throw new DeskError(
        stepped.refusal === caseRefusals.otherUnit ? 'forbidden' : 'conflict',
        `The case cannot go this way now: ${stepped.refusal}.`,
      )
    rows.durably(() => {
      rows.serviceRequests.put(stepped.request)
      outbox.append({
        commandId: newId(),
        type: 'serviceRequest.step',
        subject: serviceRequestId,
        issuedAt: at,
        agentId: me().agentId,
        payload: { serviceRequestId, step: taken },
      })
    })
    deps.onIssued(serviceRequestId)
  }

  return {
    'secondLevel.queue': () =>
      open()
        .filter(({ unitId, secondLevel }) => {
          const works = secondLevel?.state === 'queued' || secondLevel?.state === 'taken'
          return works && unitId !== undefined && me().units?.includes(unitId) === true
        })
        .toSorted((one, other) => dueAt(one).localeCompare(dueAt(other)))
        .map(view),
    async 'secondLevel.open'({ serviceRequestId }) {
      const found = await whole(serviceRequestId)
      deps.onOpened(serviceRequestId)
      return view(found)
    },
    'secondLevel.step'({ serviceRequestId, step: taken }) {
      step(serviceRequestId, taken)
      return null
    },
    'tasks.list': () => tasksFrom(open().map(view), me().agentId, clock.now()),
  }
}

const dueAt = ({ secondLevel }: ServiceRequest) => secondLevel?.dueAt ?? ''

/**
 * What was done with a case here and has not arrived stays visible over the city's older word about it; a step that
 * fits there no longer leaves the city's word as it is. Pure.
 */
export function withSteps(
  request: ServiceRequest,
  waiting: readonly Command[],
  me: Agent | undefined,
  termsOf: (unitId: string | undefined) => AnswerTerms,
): ServiceRequest {
  let standing = request
  for (const command of waiting) {
    if (command.type !== 'serviceRequest.step') continue
    const { agentId, issuedAt, payload } = command
    const units = standing.unitId === undefined ? [] : [standing.unitId]
    const by = { agentId, name: me?.agentId === agentId ? me.name : agentId, units }
    const stepped = stepCase(standing, payload.step, by, issuedAt, termsOf(standing.unitId))
    if ('request' in stepped) standing = stepped.request
  }
  return standing
}
