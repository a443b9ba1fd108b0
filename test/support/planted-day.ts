import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Somebody whose every word can be found again on a disk: nothing else is written so. */
export interface PlantedPerson {
  readonly name: string
  readonly phone: string
  readonly document: string
  readonly address: string
  readonly email: string
}

/** What `work-a-day.ts` is told. */
export interface PlantedDay {
  readonly folder: string
  readonly backendUrl: string
  readonly people: readonly PlantedPerson[]
  readonly end: 'waits' | 'throws' | 'aborts'
}

/** Ecuadorian cédulas and Spanish DNIs and NIEs take turns. */
export function plantedPeople(count: number): PlantedPerson[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Zoraida Quilumbaquín-${index} Yánez`,
    phone: `+5939876${String(54_321 + index)}`,
    document: [`17098${76_543 + index}`, `503${98_765 + index}K`, `X43${21_987 + index}R`][index % 3] ?? '',
    address: `Pasaje Ñawpanchik ${index} y Yaguachi`,
    email: `zoraida.${index}@plantado.example`,
  }))
}

/** Every way a word may lie on a disk: as it is, in the text form of a browser, with its digits alone. */
function formsOf(word: string): Buffer[] {
  const digits = word.replace(/\D/g, '')
  const texts = new Set([word, word.normalize('NFD'), JSON.stringify(word).slice(1, -1)])
  if (digits.length >= 8) texts.add(digits).add(digits.slice(-9))
  return [...texts].flatMap((text) => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'latin1'),
    Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '')),
  ])
}

/** Every file under `folder` in which a planted word lies, by what was found there; empty is what is wanted. */
export function findPlanted(
  folder: string,
  people: readonly PlantedPerson[],
): { file: string; what: string }[] {
  const words = people.flatMap((person) =>
    (['name', 'phone', 'document', 'address', 'email'] as const).flatMap((what) =>
      formsOf(person[what]).map((form) => ({ what, form })),
    ),
  )
  return filesUnder(folder).flatMap((file) => {
    const bytes = readFileSync(file)
    const found = words.find(({ form }) => bytes.includes(form))
    return found ? [{ file: relative(folder, file), what: found.what }] : []
  })
}

export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
}
