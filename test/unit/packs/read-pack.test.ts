import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readPack } from '../../../src/backend/pack/read-pack.ts'

const shipped = join(import.meta.dirname, '../../../assets/packs/cordoba')
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-'))
  await cp(shipped, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const edit = async (file: string, change: (text: string) => string): Promise<void> => {
  const path = join(folder, file)
  await writeFile(path, change(await readFile(path, 'utf8')))
}
const said = (problems: { file: string; field: string; rule: string }[]) =>
  problems.map(({ file, field, rule }) => `${file} ${field}: ${rule}`)

describe('one mistake costs one record', () => {
  test('a unit with a bad day is left out alone: services that name it stay', async () => {
    await edit('units.json', (text) => text.replace('2026-11-21', '21-11-2026'))
    const { pack, problems } = await readPack(folder)
    expect(problems).toEqual([
      {
        file: 'units.json',
        line: 8,
        column: 19,
        field: '0.reviewedOn',
        rule: 'must be a day written as 2026-11-21',
      },
    ])
    expect(pack.units).toHaveLength(11)
    expect(pack.services).toHaveLength(11)
  })

  test('a script with a comma too many is left out, and the queue that offers it stays', async () => {
    await edit('scripts/covid.json', (text) => text.replace('"steps": [', '"steps": [,'))
    const { pack, problems } = await readPack(folder)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ file: 'scripts/covid.json', column: 13 })
    expect(pack.scripts).toHaveLength(12)
    expect(pack.queues).toHaveLength(6)
  })

  test('a whole file that cannot be read takes nothing else with it', async () => {
    await writeFile(join(folder, 'services.json'), 'nada')
    const { pack, problems } = await readPack(folder)
    expect(problems).toHaveLength(1)
    expect(pack).toMatchObject({ services: [] })
    expect(pack.scripts).toHaveLength(13)
  })

  test('a list that is a record is named once', async () => {
    await writeFile(join(folder, 'units.json'), '{}')
    const { pack, problems } = await readPack(folder)
    expect(said(problems)).toEqual(['units.json : must be a list in [ ]'])
    expect(pack.procedures).toHaveLength(15)
  })
})

describe('what points to nothing is found', () => {
  test.each([
    ['services.json', 'unitId', 'incidencias', '0.unitId: names the unit incidencia, which does not exist'],
    ['procedures.json', 'unitId', 'estadistica', '0.unitId: names the unit estadistic, which does not exist'],
    [
      'queues.json',
      'scriptId',
      'informacion',
      '0.scriptId: names the script informacio, which does not exist',
    ],
    [
      'shifts.json',
      'agentId',
      'carmen-jimenez',
      '0.agentId: names the agent carmen-jimene, which does not exist',
    ],
    [
      'scripts/padron.json',
      'procedureId',
      'c01-padron-alta',
      'procedureId: names the procedure c01-padron-alt, which does not exist',
    ],
  ])('%s with a misspelt %s', async (file, key, id, expected) => {
    await edit(file, (text) => text.replace(`"${key}": "${id}"`, `"${key}": "${id.slice(0, -1)}"`))
    const { problems } = await readPack(folder)
    expect(said(problems)).toEqual([`${file} ${expected}`])
  })

  test('an agent in a queue that is not there, a script for one, an ending with no service', async () => {
    await edit('agents.json', (text) => text.replace('"covid"', '"covit"'))
    await edit('scripts/covid.json', (text) => text.replace('"queues": ["covid"]', '"queues": ["covit"]'))
    await edit('scripts/padron.json', (text) =>
      text.replace('"serviceCode": "cita"', '"serviceCode": "citas"'),
    )
    const { pack, problems } = await readPack(folder)
    expect(said(problems)).toEqual([
      'agents.json 0.queues.2: names the queue covit, which does not exist',
      'scripts/covid.json queues.0: names the queue covit, which does not exist',
      expect.stringMatching(/padron.json steps.\d+.end.serviceCode: names the service citas, which/),
    ])
    expect(pack.agents).toHaveLength(7)
    expect(pack.scripts).toHaveLength(11)
  })

  test('the second of two records with one id is refused', async () => {
    await edit('units.json', (text) => text.replace('"estadistica"', '"atencion-010"'))
    const { pack, problems } = await readPack(folder)
    expect(said(problems)).toContain('units.json 1.unitId: is used twice')
    expect(pack.units).toHaveLength(11)
  })
})

describe('files that are hardly files', () => {
  test('bytes that are no UTF-8', async () => {
    await writeFile(join(folder, 'scripts', 'roto.json'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))
    const { problems } = await readPack(folder)
    expect(said(problems)).toEqual(['scripts/roto.json : is not written in UTF-8'])
  })

  test('a city file that is missing leaves the rest readable', async () => {
    await rm(join(folder, 'city.json'))
    const { pack, problems } = await readPack(folder)
    expect(said(problems)).toEqual(['city.json : the file is missing or cannot be read'])
    expect(pack.city).toBeUndefined()
    expect(pack.scripts).toHaveLength(13)
  })

  test('a folder that is not there gives problems, not an exception', async () => {
    const { pack, problems } = await readPack(join(folder, 'nowhere'))
    expect(problems).toHaveLength(9)
    expect(said(problems)).toContain('scripts : the folder is missing')
    expect(pack).toMatchObject({ units: [], scripts: [] })
  })

  test('what is no JSON in the script folder is left alone', async () => {
    await writeFile(join(folder, 'scripts', 'LEEME.txt'), 'hola')
    expect((await readPack(folder)).problems).toEqual([])
  })
})

describe('a queue that answers by itself', () => {
  const withPolicy = (policy: string) =>
    edit('queues.json', (text) =>
      text.replace('"queueId": "general",', `"queueId": "general", "autoAnswer": ${policy},`),
    )

  test('is one of the city’s choice, with two seconds and a way out for the agent where it says no more', async () => {
    await withPolicy('{}')
    const { pack, problems } = await readPack(folder)
    expect(problems).toEqual([])
    expect(pack.queues.find(({ queueId }) => queueId === 'general')?.autoAnswer).toEqual({
      afterSeconds: 2,
      agentMayRefuse: true,
    })
    expect(pack.queues.filter(({ autoAnswer }) => autoAnswer !== undefined)).toHaveLength(1)
  })

  test.each([
    ['{ "afterSeconds": 11 }', 'afterSeconds'],
    ['{ "afterSeconds": -1 }', 'afterSeconds'],
    ['{ "agentMayRefuse": "no" }', 'agentMayRefuse'],
  ])('with %s the queue is left out, and told by its field', async (policy, field) => {
    await withPolicy(policy)
    const { pack, problems } = await readPack(folder)
    expect(problems).toHaveLength(1)
    expect(said(problems)[0]).toMatch(new RegExp(`^queues.json \\d+.autoAnswer.${field}: `))
    expect(pack.queues.map(({ queueId }) => queueId)).not.toContain('general')
  })
})
