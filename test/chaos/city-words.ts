/** A case as the city's own system holds it. */
export interface CityCase {
  /** The number it gave. */
  reference: string
  description: string
}

/** What the city's process says: where it is, and what it holds when it is asked. */
export type CityWord = { kind: 'listening'; url: string } | { kind: 'holds'; cases: CityCase[] }
