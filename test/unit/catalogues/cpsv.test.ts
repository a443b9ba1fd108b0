import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPack } from '../../../src/backend/pack/read-pack.ts'
import { fromCpsv, toCpsv } from '../../../src/shared/domain/catalogues/cpsv.ts'
import { cpsvContext } from '../../../src/shared/domain/catalogues/cpsv-terms.ts'
import { toSchemaOrg } from '../../../src/shared/domain/catalogues/schema-org.ts'
import { generatePack } from '../../../src/demo/packs/generate-pack.ts'
import { anyProcedure } from '../../support/arbitrary-procedure.ts'

const packs = join(import.meta.dirname, '../../../assets/packs')
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
/** Every name a document uses, so that none is without a meaning in its context. */
function names(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(names)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...names(inner)])
}

describe('CPSV-AP', () => {
  test('gives back any procedure there can be, field by field', () => {
    fc.assert(
      fc.property(anyProcedure, (procedure) => {
        expect(fromCpsv(overTheWire(toCpsv([procedure])))).toEqual([{ ok: true, procedure }])
      }),
      { numRuns: 300 },
    )
  })

  test.each(['quito', 'cordoba'])('gives back every sample of %s', async (city) => {
    const { procedures } = (await readPack(join(packs, city))).pack
    const read = fromCpsv(overTheWire(toCpsv(procedures)))
    expect(read).toEqual(procedures.map((procedure) => ({ ok: true, procedure })))
  })

  test('uses no name that its own context does not explain', () => {
    const { procedures } = generatePack({ procedures: 20, scriptSteps: 0, seed: 1 })
    const { '@graph': graph } = toCpsv(procedures)
    for (const name of new Set(names(graph)))
      expect(name.startsWith('@') || Object.keys(cpsvContext).includes(name.split(':')[0] ?? '')).toBe(true)
  })

  test('has what CPSV-AP demands of a public service, for a reader that knows nothing of ours', async () => {
    const { procedures } = (await readPack(join(packs, 'cordoba'))).pack
    for (const service of toCpsv(procedures)['@graph']) {
      expect(service).toMatchObject({
        '@type': 'cpsv:PublicService',
        'dct:identifier': expect.any(String) as string,
        'dct:title': { '@language': 'es' },
        'dct:description': { '@language': 'es' },
        'cv:hasCompetentAuthority': { '@type': 'cv:PublicOrganisation' },
      })
    }
  })

  test('takes the standard’s own processing time where ours is not there', () => {
    const { procedures } = generatePack({ procedures: 1, scriptSteps: 0, seed: 3 })
    const [service] = toCpsv(procedures)['@graph']
    const foreign = Object.entries({ ...service, 'cv:processingTime': { '@value': 'P2M' } })
    const theirs = Object.fromEntries(foreign.filter(([name]) => name !== 'vent:timing'))
    expect(fromCpsv({ '@graph': [theirs] })).toMatchObject([
      { ok: true, procedure: { time: { maximum: { count: 2, unit: 'months', counted: 'calendar' } } } },
    ])
  })

  test('says by field and rule what keeps a foreign service from being a procedure', () => {
    const service = { '@type': 'cpsv:PublicService', 'dct:title': 'Alta', 'dct:identifier': 'a b' }
    const [read] = fromCpsv(service)
    if (read?.ok !== false) throw new Error('it should not be a procedure')
    expect(read.problems).toContainEqual({ field: 'summary', rule: 'is missing' })
    expect(read.problems).toContainEqual({
      field: 'procedureId',
      rule: 'must be a code of letters, digits, . _ -',
    })
    expect(fromCpsv('nothing')).toMatchObject([{ ok: false, problems: [{ field: '@graph' }] }])
  })
})

test('schema.org gets a price only where one is known, and nothing that only agents read', async () => {
  const { procedures, units, city } = (await readPack(join(packs, 'cordoba'))).pack
  const c04 = procedures.find(({ procedureId }) => procedureId === 'c04-ocupacion-via')
  if (!c04 || !city) throw new Error('the sample is gone')
  const service = toSchemaOrg({ ...c04, backOfficeEmail: 'x@y.example' }, { city, units })
  expect(service).toMatchObject({
    '@type': 'GovernmentService',
    name: 'Ocupación ocasional de la vía pública',
    serviceOperator: { '@type': 'GovernmentOrganization', name: 'Vía Pública' },
    offers: [{ price: 23.02, priceCurrency: 'EUR' }],
  })
  expect(JSON.stringify(service)).not.toContain('x@y.example')
})
