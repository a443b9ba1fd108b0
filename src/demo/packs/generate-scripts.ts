import { Script } from '../../shared/domain/script.ts'
import type { Chance } from '../simulate/random.ts'
import { acts, offices, things } from './vocabulary.ts'

const stepsPerScript = 10

interface Provenance {
  readonly source: string
  readonly reviewedOn: string
  readonly reviewDue: string
}

/** Scripts that hold exactly so many steps between them; every path of each ends, as the schema demands. */
export function generateScripts(steps: number, chance: Chance, provenance: Provenance): Script[] {
  return Array.from({ length: Math.ceil(steps / stepsPerScript) }, (_, index) =>
    scriptOf(index, Math.min(stepsPerScript, steps - index * stepsPerScript), chance, provenance),
  )
}

function scriptOf(index: number, steps: number, chance: Chance, provenance: Provenance): Script {
  const thing = pick(things, chance)
  const act = pick(acts, chance)
  const say = { thing: thing.noun, everyday: pick(thing.everyday, chance), act: act.title.toLowerCase() }
  return Script.parse({
    scriptId: `generado-${String(index + 1).padStart(5, '0')}`,
    title: `${act.title}: ${thing.noun}`,
    version: 1,
    publishedOn: provenance.reviewedOn,
    reviewDue: provenance.reviewDue,
    owner: offices[thing.unitId],
    source: provenance.source,
    topics: thing.everyday,
    start: 'paso-1',
    steps: Array.from({ length: steps }, (_step, at) => stepOf(at + 1, steps, say, chance)),
  })
}

interface Words {
  readonly thing: string
  readonly everyday: string
  readonly act: string
}

function stepOf(number: number, last: number, words: Words, chance: Chance): object {
  const stepId = `paso-${number}`
  if (number === last)
    return {
      stepId,
      title: `Cierre: ${words.thing}`,
      say: ['Queda anotado. Le repito lo que sigue.', `Su caso es de ${words.thing}.`],
      do: ['Repite el número y el siguiente paso.'],
      end: { disposition: 'INF', summary: `Información: ${words.act}, ${words.thing}` },
    }
  const next = `paso-${number + 1}`
  const question = pick(questions, chance)
  const step = { stepId, title: question.title, say: [question.say(words)], do: [question.do] }
  if (!question.closed) return { ...step, next }
  return {
    ...step,
    choices: [
      { key: '1', label: 'Sí', next },
      { key: '2', label: 'No', next: `paso-${last}` },
      { key: '0', label: 'No sabe', next },
    ],
  }
}

const questions: readonly {
  readonly title: string
  readonly say: (words: Words) => string
  readonly do: string
  readonly closed: boolean
}[] = [
  {
    title: 'Qué ocurre',
    say: ({ everyday }) => `¿Llama por «${everyday}»?`,
    do: 'Deja que lo cuente con sus palabras.',
    closed: true,
  },
  {
    title: 'Primera vez',
    say: ({ thing }) => `¿Es la primera vez que pregunta por ${thing}?`,
    do: 'Busca si ya hay un caso abierto.',
    closed: true,
  },
  {
    title: 'Dirección',
    say: () => '¿En qué calle y número es?',
    do: 'Pide una referencia que se vea desde la calle.',
    closed: false,
  },
  {
    title: 'Papeles a mano',
    say: ({ act }) => `Para su ${act} hacen falta algunos papeles. ¿Los tiene a mano?`,
    do: 'Lee los papeles uno por uno.',
    closed: true,
  },
  {
    title: 'Plazo',
    say: () => 'Le digo cuánto puede tardar y desde qué día se cuenta.',
    do: 'Lee el plazo de la ficha, no de memoria.',
    closed: false,
  },
  {
    title: 'Costo',
    say: ({ thing }) => `Le digo lo que cuesta: ${thing}.`,
    do: 'Lee el costo y quién no paga.',
    closed: false,
  },
  {
    title: 'Otra persona',
    say: () => '¿Lo pide para usted o para otra persona?',
    do: 'Si es para otra persona, pregunta si tiene un poder firmado.',
    closed: false,
  },
  {
    title: 'Urgencia',
    say: ({ everyday }) => `¿Alguien corre peligro por «${everyday}»?`,
    do: 'Si hay peligro, abre la tarjeta de emergencia.',
    closed: true,
  },
  {
    title: 'Canal',
    say: () => '¿Prefiere hacerlo en línea o en una oficina?',
    do: 'Ofrece ayuda para hacerlo en línea.',
    closed: false,
  },
]

function pick<T>(from: readonly T[], chance: Chance): T {
  const found = from[Math.floor(chance.next() * from.length)]
  if (found === undefined) throw new RangeError('There is nothing to pick from.')
  return found
}
