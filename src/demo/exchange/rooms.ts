import type { CitizenCall } from './citizen-call.ts'
import type { Leg } from './leg.ts'

/**
 * Conference rooms of the demo exchange: the agent's leg is the room, and whoever is moved into it speaks there.
 * There is no mixer: the first citizen is heard, which is all that a simulated one needs.
 */
export interface Rooms {
  open(number: string, leg: Leg): void
  legOf(number: string): Leg | undefined
  enter(room: Leg, call: CitizenCall): void
  /** The agent left: whoever was in there. */
  close(room: Leg): CitizenCall[]
}

export function createRooms(): Rooms {
  const rooms = new Map<string, Leg>()
  const members = new Map<Leg, CitizenCall[]>()
  return {
    open(number, leg) {
      rooms.set(number, leg)
      members.set(leg, [])
    },
    legOf: (number) => rooms.get(number),
    enter(room, call) {
      members.get(room)?.push(call)
      call.leg = room
      call.answered(room, () => room.hangUp('caller'))
    },
    close(room) {
      const inside = members.get(room) ?? []
      members.delete(room)
      for (const [number, leg] of rooms) if (leg === room) rooms.delete(number)
      return inside
    },
  }
}
