import { create } from 'zustand'
import type { ReminderWish } from '../../../../../shared/domain/appointments/appointment.ts'
import type { AccessFeature, Slot } from '../../../../../shared/domain/appointments/slot-rule.ts'
import type { Held } from '../../../../../shared/appointments-api.ts'

/** An hour that the citizen is being asked about; `held` null where the city could not be asked to keep it. */
export interface Chosen {
  appointmentId: string | null
  slot: Slot
  held: Held | null
}

/** How far the agent is with the hour of a contact. Not the form's own: at 200 % zoom another column takes its place. */
export interface HourSearch {
  interactionId: string
  open: boolean
  changing: boolean
  /** The one that was cancelled last, so that the citizen hears that it is. */
  cancelled: string | null
  /** Null until one was chosen: then the script's. */
  unitId: string | null
  procedureId: string
  day: string
  needs: readonly AccessFeature[]
  chosen: Chosen | null
  remind: ReminderWish
  /** Booked, moved or cancelled just now: what there is to say has the focus once. */
  saying: boolean
}

const blank = (interactionId: string): HourSearch => ({
  interactionId,
  open: false,
  changing: false,
  cancelled: null,
  unitId: null,
  procedureId: '',
  day: '',
  needs: [],
  chosen: null,
  remind: { by: 'none', to: '' },
  saying: false,
})

const useStored = create<{ search: HourSearch | null }>(() => ({ search: null }))

/** Of this contact alone: the next one begins anew. */
export function useHourSearch(interactionId: string): [HourSearch, (part: Partial<HourSearch>) => void] {
  const stored = useStored(({ search }) => search)
  const search = stored?.interactionId === interactionId ? stored : blank(interactionId)
  return [
    search,
    (part) =>
      useStored.setState(({ search: now }) => ({
        search: { ...(now?.interactionId === interactionId ? now : blank(interactionId)), ...part },
      })),
  ]
}
