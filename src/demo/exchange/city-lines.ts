import type { Caller } from '../citizens/caller.ts'
import { encodeSample, sampleRate } from './g711.ts'

/** Before the digits of a conference room on the demo exchange. */
export const conferencePrefix = 'conf-'

export const roomKey = 'sala'

/** What answers on the demo exchange beside its citizens. */
export interface CityLines {
  /** A unit that has a telephone, the emergency service, or a new room; undefined for nobody's number. */
  lineOf(dialled: string): Caller | undefined
  /** Whether a caller can be sent there: also to a queue or a colleague, who are not simulated. */
  takes(dialled: string): boolean
}

/** `phones`: of the city's units, as people write them; `names`: queues and agents. */
export function createCityLines(phones: readonly string[], names: readonly string[]): CityLines {
  const numbers = new Set(phones.map(digits).filter((number) => number !== ''))
  const known = new Set(names)
  const isRoom = (dialled: string) => dialled.startsWith(conferencePrefix)
  const answers = (dialled: string) => isRoom(dialled) || numbers.has(digits(dialled))
  return {
    lineOf: (dialled) => (answers(dialled) ? serviceLine(dialled, isRoom(dialled)) : undefined),
    takes: (dialled) => answers(dialled) || known.has(dialled),
  }
}

function serviceLine(number: string, quiet: boolean): Caller {
  return {
    key: quiet ? roomKey : 'unidad',
    name: number,
    number,
    reason: '',
    queue: '',
    ivr: {},
    patienceSeconds: 1800,
    behaviour: 'talks',
    turns: quiet ? [] : [{ pauseMs: 0, voice: beep }],
  }
}

const digits = (text: string) => text.replace(/\D/g, '')

/** A machine's tone and a pause: nobody takes it for a person. */
const beep = Uint8Array.from({ length: 2 * sampleRate }, (_, at) =>
  encodeSample(at < sampleRate / 3 ? 5_000 * Math.sin((2 * Math.PI * 660 * at) / sampleRate) : 0),
)
