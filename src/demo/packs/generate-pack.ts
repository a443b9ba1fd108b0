import type { Procedure } from '../../shared/domain/procedure.ts'
import type { Pack } from '../../shared/pack.ts'
import { chanceFrom, type Chance } from '../simulate/random.ts'
import { generateScripts } from './generate-scripts.ts'
import { acts, circumstances, offices, things, type Act, type Thing } from './vocabulary.ts'

export type GeneratedPack = Pick<Pack, 'units' | 'procedures' | 'scripts'>

/** More sheets than this would have to repeat a title. */
export const mostProcedures = things.length * acts.length * circumstances.length

const source = 'Generado para pruebas y mediciones; no es información de ninguna ciudad'
const dated = { reviewedOn: '2026-11-21', reviewDue: '2027-05-21' }

/**
 * A catalogue as large as a test or a benchmark needs, in the words of a town hall and of the people who call it.
 * The same numbers always give the same pack. Throws `RangeError` above `mostProcedures`.
 */
export function generatePack(size: { procedures: number; scriptSteps: number; seed: number }): GeneratedPack {
  if (size.procedures > mostProcedures)
    throw new RangeError(`At most ${mostProcedures} procedures can be generated with titles of their own.`)
  const chance = chanceFrom(size.seed)
  return {
    units: Object.entries(offices).map(([office, name]) => ({
      unitId: `oficina-${office}`,
      name,
      phone: '010',
      hours: 'Lunes a viernes, 08:30-14:00',
      source,
      reviewedOn: dated.reviewedOn,
    })),
    procedures: differentSheets(size.procedures, chance).map((sheet, index) =>
      procedureOf(sheet, index, chance),
    ),
    scripts: generateScripts(size.scriptSteps, chance, { source, ...dated }),
  }
}

interface Sheet {
  readonly thing: Thing
  readonly act: Act
  readonly circumstance: (typeof circumstances)[number]
}

/** A walk with a stride prime to the number of sheets meets each one once, in an order of the seed's. */
function differentSheets(count: number, chance: Chance): Sheet[] {
  const start = Math.floor(chance.next() * mostProcedures)
  let stride = 1 + Math.floor(chance.next() * (mostProcedures - 1))
  while (commonDivisor(stride, mostProcedures) !== 1) stride += 1
  return Array.from({ length: count }, (_, index) => sheetAt((start + index * stride) % mostProcedures))
}

function sheetAt(position: number): Sheet {
  const perThing = acts.length * circumstances.length
  return {
    thing: at(things, Math.floor(position / perThing)),
    act: at(acts, Math.floor(position / circumstances.length) % acts.length),
    circumstance: at(circumstances, position % circumstances.length),
  }
}

function procedureOf({ thing, act, circumstance }: Sheet, index: number, chance: Chance): Procedure {
  const title = [`${act.title}: ${thing.noun}`, circumstance.words].filter(Boolean).join(' ')
  return {
    procedureId: `generado-${String(index + 1).padStart(5, '0')}`,
    title,
    summary: `${act.title} relativa a ${thing.noun}${circumstance.words && ` ${circumstance.words}`}. Se obtiene: ${act.result.toLowerCase()}.`,
    synonyms: [
      ...new Set([...thing.everyday, ...some(act.everyday, 2, chance), circumstance.everyday]),
    ].filter(Boolean),
    status: chance.next() < 0.97 ? 'in-force' : 'suspended',
    unitId: `oficina-${thing.unitId}`,
    lifeEvents: [],
    audience: { persons: [], priorityGroups: [] },
    result: { text: act.result },
    benefits: [],
    requirements: some(papers, 1 + Math.floor(chance.next() * 4), chance),
    waysThrough: [],
    cost: [costOf(chance)],
    time: timeOf(chance),
    channels: some(ways, 1 + Math.floor(chance.next() * 3), chance),
    law: [{ title: `Ordenanza ${1 + Math.floor(chance.next() * 400)}` }],
    guidance: { opening: [], warnings: [] },
    statistics: [],
    version: 1,
    validFrom: '2026-01-01',
    ...dated,
    source,
  }
}

const papers: Procedure['requirements'] = (
  [
    { text: 'Documento de identidad', kind: 'document', mandatory: true },
    { text: 'Formulario firmado', kind: 'document', mandatory: true },
    { text: 'Comprobante de pago de la tasa', kind: 'payment', mandatory: true },
    { text: 'Número de teléfono', kind: 'data', mandatory: true },
    { text: 'Último recibo de luz o de agua', kind: 'document', mandatory: true },
    { text: 'Escritura o contrato de alquiler', kind: 'document', mandatory: true },
    { text: 'Foto del lugar', kind: 'document', mandatory: false, condition: 'Si se ve desde la calle' },
    { text: 'Poder del representante', kind: 'document', mandatory: false, condition: 'Si va otra persona' },
    {
      text: 'Declaración de ingresos',
      kind: 'declaration',
      mandatory: false,
      condition: 'Si pide una rebaja',
    },
    { text: 'Carné de discapacidad', kind: 'document', mandatory: false, condition: 'Si la tiene' },
    { text: 'Denuncia del robo', kind: 'prior-act', mandatory: false, condition: 'Si fue un robo' },
    { text: 'Acuerdo de los vecinos', kind: 'declaration', mandatory: false, condition: 'Si hay más dueños' },
  ] as const
).map((paper, index) => ({ requirementId: `r${index + 1}`, ...paper, channels: [] }))

const ways: Procedure['channels'] = (
  [
    { kind: 'online', where: 'https://tramites.example/' },
    { kind: 'in-person', where: 'Oficina de atención', hours: 'Lunes a viernes, 08:30-14:00' },
    { kind: 'phone', where: '010' },
    { kind: 'email', where: 'tramites@ciudad.example' },
    { kind: 'post', where: 'Registro general, plaza Mayor 1' },
  ] as const
).map((way) => ({ ...way, offices: [], languages: [] }))

function costOf(chance: Chance): Procedure['cost'][number] {
  const terms = { channels: [], reductions: [] }
  if (chance.next() < 0.5) return { kind: 'free', ...terms }
  return { kind: 'amount', amount: Math.round(chance.next() * 12_000) / 100, currency: 'EUR', ...terms }
}

function timeOf(chance: Chance): Procedure['time'] {
  const days = 1 + Math.floor(chance.next() * 90)
  return { maximum: { count: days, unit: 'days', counted: 'working' } }
}

/** Different ones, in an order of the seed's. */
function some<T>(from: readonly T[], count: number, chance: Chance): T[] {
  const left = [...from]
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(Math.floor(chance.next() * left.length), 1),
  ).flat()
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new RangeError(`Nothing stands at ${index}.`)
  return found
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
