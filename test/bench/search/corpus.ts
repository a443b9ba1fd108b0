import { join } from 'node:path'
import { root } from '../../../scripts/ensure.mjs'
import { readPack } from '../../../src/backend/pack/read-pack.ts'
import { generatePack } from '../../../src/demo/packs/generate-pack.ts'
import { chanceFrom } from '../../../src/demo/simulate/random.ts'
import { CityId } from '../../../src/shared/domain/basics.ts'
import type { Article } from '../../../src/shared/domain/article.ts'
import type { Unit } from '../../../src/shared/domain/catalogue.ts'
import type { KnowledgeEntity } from '../../../src/main/db/knowledge.ts'
import type { Procedure } from '../../../src/shared/domain/procedure.ts'
import type { Script } from '../../../src/shared/domain/script.ts'

export interface Corpus {
  procedures: Procedure[]
  articles: Article[]
  scripts: Script[]
  units: Unit[]
}

const seed = 2026

/**
 * Things of the generated catalogue that the judged records are about. Their sheets would be right answers that
 * nobody judged (a city has one sheet for a thing), so they are left out, for all engines alike.
 */
const judgedThings = [
  'impuesto de la vivienda',
  'recibo de tasas',
  'impuesto de vehículos',
  'devolución de un pago',
  'licencia de obra menor',
  'licencia de obra mayor',
  'informe del terreno',
  'permiso de andamio',
  'licencia de negocio',
  'puesto de mercado',
  'permiso de venta en la calle',
  'licencia de terraza',
  'corte de calle',
  'contenedor de escombros',
  'bache en la calzada',
  'farola apagada',
  'medidor de agua',
  'factura de agua',
  'corte de agua',
  'ayuda de emergencia',
  'ayuda para alimentos',
  'ayuda para medicinas',
  'ayuda a domicilio',
  'comida a domicilio',
  'ayuda al alquiler',
  'mediación por desahucio',
  'certificado de residencia',
  'cambio de domicilio',
  'alta de un recién nacido',
  'sala de actos',
]

/** Both cities' packs in full and generated sheets around them, in an order that tells nothing. */
export async function judgedCorpus(size: { procedures: number; steps: number }): Promise<Corpus> {
  const real = (await Promise.all(CityId.options.map(realPack))).reduce(joined)
  const realSteps = stepsIn(real.scripts)
  const noise = { procedures: size.procedures - real.procedures.length, steps: size.steps - realSteps }
  const made = generatePack({ procedures: noise.procedures * 2, scriptSteps: noise.steps * 2, seed })
  const corpus = {
    procedures: [...real.procedures, ...made.procedures.filter(isUnjudged).slice(0, noise.procedures)],
    scripts: [...real.scripts, ...exactly(noise.steps, made.scripts.filter(isUnjudged))],
    articles: real.articles,
    units: [...real.units, ...made.units.map((unit) => ({ ...unit, unitId: `generado-${unit.unitId}` }))],
  }
  return {
    procedures: shuffled(corpus.procedures),
    scripts: shuffled(corpus.scripts),
    articles: shuffled(corpus.articles),
    units: shuffled(corpus.units),
  }
}

/** Codes that both cities use get the city in front, so that each stays a record of its own. */
async function realPack(cityId: CityId): Promise<Corpus> {
  const { pack } = await readPack(join(root, 'assets', 'packs', cityId))
  const own = (code: string) => `${cityId}-${code}`
  return {
    procedures: pack.procedures,
    scripts: pack.scripts.map((script) => ({ ...script, scriptId: own(script.scriptId) })),
    articles: pack.articles.map((article) => ({ ...article, articleId: own(article.articleId) })),
    units: pack.units.map((unit) => ({ ...unit, unitId: own(unit.unitId) })),
  }
}

const joined = (one: Corpus, other: Corpus): Corpus => ({
  procedures: [...one.procedures, ...other.procedures],
  scripts: [...one.scripts, ...other.scripts],
  articles: [...one.articles, ...other.articles],
  units: [...one.units, ...other.units],
})

const isUnjudged = ({ title }: { title: string }): boolean =>
  !judgedThings.some((thing) => title.includes(`: ${thing}`))

export const stepsIn = (scripts: readonly Script[]): number =>
  scripts.reduce((sum, { steps: all }) => sum + all.length, 0)

/** Whole scripts up to the number of steps, the last one cut to fit. */
function exactly(count: number, scripts: readonly Script[]): Script[] {
  const taken: Script[] = []
  for (const script of scripts) {
    const left = count - stepsIn(taken)
    if (left <= 0) break
    taken.push(script.steps.length <= left ? script : { ...script, steps: script.steps.slice(0, left) })
  }
  return taken
}

function shuffled<T>(list: readonly T[]): T[] {
  const chance = chanceFrom(seed)
  return list
    .map((item) => ({ item, place: chance.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** Every record with the entity it is in the cache, and its code. */
export function recordsOf(corpus: Corpus): { entity: KnowledgeEntity; id: string; doc: object }[] {
  return [
    ...corpus.procedures.map((doc) => ({ entity: 'procedure' as const, id: doc.procedureId, doc })),
    ...corpus.articles.map((doc) => ({ entity: 'article' as const, id: doc.articleId, doc })),
    ...corpus.scripts.map((doc) => ({ entity: 'script' as const, id: doc.scriptId, doc })),
    ...corpus.units.map((doc) => ({ entity: 'unit' as const, id: doc.unitId, doc })),
  ]
}
