import type { Contact } from '../../../shared/contract.ts'
import type { Interaction, InteractionDraft } from '../../../shared/domain/interaction.ts'
import { isSubscriber } from '../../../shared/domain/phone-number.ts'
import type { CacheRows } from '../../db/rows.ts'

export interface WhoCallsDeps {
  rows: CacheRows
  now: () => string
  /** Asks the city; whoever it is, is in the cache when it says `told`. Never throws. */
  find: (number: string) => Promise<'told' | 'not-reached' | 'stopped'>
  save: (interaction: Interaction) => void
  onChanged: (interactionId: string) => void
  /** Somebody's record was read for this contact, or nobody was found. */
  onFound: (citizenId: string | undefined, interactionId: string) => void
}

/** Finds out who is on the line beside the ringing: the card is there at once and the name when it comes. */
export interface WhoCalls {
  begin(interaction: Interaction): void
  /** The network is back: whom the city could not be asked about is asked about now. */
  again(): void
  standOf(interaction: Interaction): Contact['caller']
  /** What the form holds: a page that has not read the name yet does not wipe it out by saving. */
  kept(interactionId: string, draft: InteractionDraft): InteractionDraft
  /** The page has read the contact as it is. */
  read(): void
  /** The window of the city counts from the end of the contact. */
  over(interaction: Interaction): void
}

type Learnt = Pick<InteractionDraft, 'callerName' | 'address'> & { interactionId: string }

export function createWhoCalls(deps: WhoCallsDeps): WhoCalls {
  const { rows } = deps
  const stands = new Map<string, Contact['caller']>()
  let unread: Learnt | undefined

  async function ask({ interactionId, number }: Interaction): Promise<void> {
    stands.set(interactionId, 'asking')
    const found = await deps.find(number)
    if (found === 'stopped') return
    stands.set(interactionId, found)
    if (found === 'told') learn(interactionId, number)
    deps.onChanged(interactionId)
  }

  function learn(interactionId: string, number: string): void {
    const citizen = rows.citizens.byPhone(number)
    deps.onFound(citizen?.citizenId, interactionId)
    const interaction = rows.interactions.unfinished().find((one) => one.interactionId === interactionId)
    if (!interaction || !citizen || interaction.citizenId !== undefined) return
    const { draft } = interaction
    const callerName = draft.callerName || citizen.name
    const address = draft.address || (citizen.address ?? '')
    unread = { interactionId, callerName, address }
    deps.save({ ...interaction, citizenId: citizen.citizenId, draft: { ...draft, callerName, address } })
  }

  const standOf = ({ interactionId, number }: Interaction): Contact['caller'] =>
    stands.get(interactionId) ??
    (!isSubscriber(number) || rows.callers.byNumber(number) ? 'told' : 'not-reached')

  return {
    begin(interaction) {
      if (isSubscriber(interaction.number)) void ask(interaction)
    },
    again() {
      for (const interaction of rows.interactions.unfinished())
        if (standOf(interaction) === 'not-reached') void ask(interaction)
    },
    standOf,
    kept(interactionId, draft) {
      if (unread?.interactionId !== interactionId) return draft
      return {
        ...draft,
        callerName: draft.callerName || unread.callerName,
        address: draft.address || unread.address,
      }
    },
    read() {
      unread = undefined
    },
    over({ interactionId, number, citizenId }) {
      stands.delete(interactionId)
      rows.callers.touch(number, deps.now())
      if (citizenId !== undefined) rows.citizens.touch(citizenId, deps.now())
    },
  }
}
