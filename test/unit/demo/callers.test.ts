import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { loadCallers } from '../../../src/demo/citizens/caller.ts'
import { energyOf } from '../../../src/demo/exchange/g711.ts'
import { seedOf } from '../../../src/demo/seed.ts'
import { entities, type Entity } from '../../../src/shared/backend-api.ts'
import { Queue, Service } from '../../../src/shared/domain/catalogue.ts'
import type { Citizen } from '../../../src/shared/domain/citizen.ts'
import { normalisePhone } from '../../../src/shared/domain/phone-number.ts'
import type { ServiceRequest } from '../../../src/shared/domain/service-request.ts'
import { DeskError } from '../../../src/shared/errors.ts'

const assets = join(import.meta.dirname, '../../../assets')
const cities = [
  ['quito', 'EC'],
  ['cordoba', 'ES'],
] as const
const now = Date.parse('2026-11-21T15:00:00Z')
const packFile = (city: string, name: string): unknown =>
  JSON.parse(readFileSync(join(assets, 'packs', city, name), 'utf8'))

test.each(cities)('%s has a caller for every kind of contact of the main job', (city) => {
  const callers = loadCallers(join(assets, 'demo', city))
  const topics = callers.map(({ ivr }) => ivr['topic'])
  for (const topic of [
    'predial',
    'alumbrado',
    'ayuda-alimentaria',
    'covid',
    'crisis',
    'violencia',
    'equivocado',
  ])
    expect(topics).toContain(topic)
  expect(topics).toContain(city === 'quito' ? 'catastro' : 'padron')
  expect(topics.filter((topic) => topic === 'covid')).toHaveLength(2)
  expect(callers.map(({ behaviour }) => behaviour)).toContain('hangs-up-on-voice')
  expect(callers.some(({ ivr }) => ivr['reference'] !== undefined)).toBe(true)
  expect(callers.length).toBeGreaterThanOrEqual(10)
  expect(new Set(callers.map(({ key }) => key)).size).toBe(callers.length)
})

test.each(cities)('in %s every caller waits in a queue of the city and has a voice to be heard', (city) => {
  const queues = new Set(
    z
      .array(Queue)
      .parse(packFile(city, 'queues.json'))
      .map(({ queueId }) => queueId),
  )
  const callers = loadCallers(join(assets, 'demo', city))
  expect(callers.filter(({ queue }) => !queues.has(queue))).toEqual([])
  const voices = callers.flatMap(({ turns }) => turns.map(({ voice }) => voice))
  expect(voices.filter((voice) => voice.length > 40_000)).toEqual([])
  expect(voices.filter((voice) => energyOf(voice) / voice.length < 1e-3)).toEqual([])
})

test.each(cities)('what %s knows beforehand is well formed and of its own catalogue', (city) => {
  const services = new Map(
    z
      .array(Service)
      .parse(packFile(city, 'services.json'))
      .map((service) => [service.serviceCode, service.unitId]),
  )
  const seed = seedOf(join(assets, 'demo', city), now)
  const problems = seed.flatMap(({ entity, id, doc }) => {
    const { error } = entities[entity as Entity].safeParse(doc)
    return error ? [`${id}: ${error.message}`] : []
  })
  expect(problems).toEqual([])
  const requests = seed.flatMap(({ entity, doc }) =>
    entity === 'service-request' ? [doc as ServiceRequest] : [],
  )
  expect(requests.filter(({ serviceCode, unitId }) => services.get(serviceCode) !== unitId)).toEqual([])
})

test.each(cities)(
  'in %s known callers are found by number though it is written in another way',
  (city, country) => {
    const folder = join(assets, 'demo', city)
    const citizens = seedOf(folder, now).flatMap(({ entity, doc }) =>
      entity === 'citizen' ? [doc as Citizen] : [],
    )
    const known = new Map(
      citizens.flatMap(({ name, phones }) => phones.map((phone) => [normalisePhone(phone, country), name])),
    )
    const callers = loadCallers(folder)
    const found = callers.filter(({ number }) => known.has(normalisePhone(number, country)))
    expect(found.length).toBeGreaterThanOrEqual(5)
    expect(found.map(({ key }) => key)).toContain('caso-abierto')
    expect(found.map(({ key }) => key)).not.toContain('violencia')
    for (const { name, number } of found)
      expect(known.get(normalisePhone(number, country))?.startsWith(name.split(' ')[0] ?? '-')).toBe(true)
    const written = citizens.flatMap(({ phones }) => phones)
    expect(callers.every(({ number }) => !written.includes(number))).toBe(true)
  },
)

test.each(cities)('the repeat caller of %s quotes the reference of a case that is open', (city) => {
  const folder = join(assets, 'demo', city)
  const reference = loadCallers(folder).find(({ key }) => key === 'caso-abierto')?.ivr['reference']
  const open = seedOf(folder, now).map(({ doc }) => doc as { referenceNumber?: string; status?: string })
  expect(open).toContainEqual(expect.objectContaining({ referenceNumber: reference, status: 'open' }))
})

test('a restart on the same day brings the same records', () => {
  const folder = join(assets, 'demo', 'quito')
  expect(seedOf(folder, now)).toEqual(seedOf(folder, now + 3_600_000))
})

test('a damaged callers file is named with place and rule', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callers-'))
  try {
    writeFileSync(join(folder, 'callers.json'), '[{"key":"Malo!"}]')
    expect(() => loadCallers(folder)).toThrow(DeskError)
    expect(() => loadCallers(folder)).toThrow(/callers\.json: 0\.key/)
    writeFileSync(join(folder, 'callers.json'), '[')
    expect(() => loadCallers(folder)).toThrow(/cannot be read as JSON/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
