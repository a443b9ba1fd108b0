import type { Citizen } from '../../src/shared/domain/citizen.ts'
import type { Service, Unit } from '../../src/shared/domain/catalogue.ts'
import { Script } from '../../src/shared/domain/script.ts'

/** A small piece of a city, for tests of the core. */
export const maria: Citizen = {
  citizenId: '01KAA0000000000000000MAR1A'.replace('I', '1'),
  name: 'María Quishpe',
  phones: ['+593 99 123 4567'],
  updatedAt: '2026-11-01T10:00:00Z',
}

export const lightUnit: Unit = {
  unitId: 'alumbrado-publico',
  name: 'Alumbrado Público',
  source: 'test',
  reviewedOn: '2026-11-01',
}

export const lightService: Service = {
  serviceCode: 'alumbrado',
  name: 'Luminaria dañada',
  description: '',
  unitId: lightUnit.unitId,
  keywords: ['luz'],
}

export const lightScript: Script = Script.parse({
  scriptId: 'alumbrado',
  title: 'Luminaria dañada',
  version: 3,
  publishedOn: '2026-11-01',
  reviewDue: '2027-11-01',
  owner: 'test',
  source: 'test',
  queues: ['incidencias'],
  topics: ['alumbrado'],
  start: 'que',
  steps: [
    {
      stepId: 'que',
      title: 'Qué pasa',
      say: ['¿La luz está apagada o hay cables sueltos?'],
      choices: [
        { key: '1', label: 'Apagada', next: 'donde' },
        { key: '2', label: 'Cables sueltos', next: 'donde' },
      ],
    },
    {
      stepId: 'donde',
      title: 'Lugar',
      say: ['¿Dónde está la luminaria?'],
      fields: [{ field: 'lugar', label: 'Lugar', kind: 'address', required: true, prefills: 'address' }],
      next: 'fin',
    },
    {
      stepId: 'fin',
      title: 'Cierre',
      end: { disposition: 'CAS', serviceCode: 'alumbrado', summary: 'Luminaria dañada' },
    },
  ],
})
