import type { Contact } from '../../../shared/contract.ts'
import type { Call } from '../../../shared/domain/call.ts'
import type { SameCase } from '../../../shared/domain/caller.ts'
import type { Interaction } from '../../../shared/domain/interaction.ts'
import type { RunOutcome } from '../../../shared/domain/run-script.ts'
import type { ScriptRun } from '../../../shared/domain/script-run.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { Clock } from '../../shell.ts'
import type { Outbox } from '../../sync/outbox.ts'
import type { ClosingFacts } from './cases-of.ts'
import type { RequestsOf } from './contact-view.ts'

/** What contacts need of the rest of the desk; the wires join it. */
export interface ContactsDeps {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  country: () => 'EC' | 'ES'
  agentId: () => string | undefined
  /** Longer for newcomers (F-NEW). */
  wrapUpMs: () => number
  liveCalls: () => readonly Call[]
  requestsOf: RequestsOf
  /** The script as the screen shows it, and what a walk brings to the case: both are the scripts' to say. */
  walkOf: (interaction: Interaction) => Contact['walk']
  outcomeOf: (run: ScriptRun) => RunOutcome | undefined
  dossierOf: ClosingFacts['dossierOf']
  agentName: () => string
  termsOf: ClosingFacts['termsOf']
  areas: () => ClosingFacts['areas']
  questionsOf: ClosingFacts['questionsOf']
  timeZone: () => string
  duplicateDays: () => number
  onPainted: (callId: string, atMs: number) => void
  /** Asks the city who a number is; whoever it is, is in the cache when it says `told`. Never throws. */
  findCaller: (number: string) => Promise<'told' | 'not-reached' | 'stopped'>
  /** The same before dialling: nothing of it is kept. */
  askWho: (number: string) => Promise<{ citizenId: string; name: string } | undefined>
  askSameCases: (written: { serviceCode: string; number: string; address: string }) => Promise<SameCase[]>
  /** Somebody's record was read for this contact, or nobody was found. */
  onFound: (citizenId: string | undefined, interactionId: string) => void
  /** The agent looked at the last contacts. */
  onListed: () => void
  /** The agent asked whose number it is, and was told. */
  onToldWho: (citizenId: string) => void
  onChanged: (interactionId: string) => void
  /** A command was appended: sync may send it. */
  onIssued: (serviceRequestIds: string[]) => void
  /** The contact is closed: nothing is in the agent's hands any more. */
  onOver: () => void
}
