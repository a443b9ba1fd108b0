import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const day = '2026-11-21'
const unit = (unitId: string, name: string) => ({ unitId, name, source: 'prueba', reviewedOn: day })
const shift = (shiftId: string, agentId: string) => ({
  shiftId,
  agentId,
  weekdays: [1, 2, 3, 4, 5],
  from: '08:00',
  to: '15:00',
  activities: [{ kind: 'phone', from: '08:00', to: '15:00' }],
})

/** The files of a city that is just large enough: two agents with a shift each, two team leads, two units, two services. */
export const smallPack = {
  'city.json': {
    cityId: 'quito',
    name: 'Quito 101',
    country: 'EC',
    timeZone: 'America/Guayaquil',
    currency: 'USD',
    numbers: { main: '101', emergency: '911', health: '171', violence: '911', crisis: '171' },
    source: 'prueba',
    reviewedOn: day,
  },
  'units.json': [unit('alumbrado-publico', 'Alumbrado público'), unit('catastro', 'Catastro')],
  'services.json': [
    { serviceCode: 'farola', name: 'Farola', description: '', unitId: 'alumbrado-publico', keywords: [] },
    { serviceCode: '001', name: 'Avalúo', description: '', unitId: 'catastro', keywords: [] },
  ],
  'queues.json': [{ queueId: 'general', name: 'General', priority: 1 }],
  'agents.json': [
    { agentId: 'ana', name: 'Ana', role: 'agent', queues: ['general'] },
    { agentId: 'luis', name: 'Luis', role: 'agent', team: 'sur', queues: ['general'] },
    { agentId: 'eva', name: 'Eva', role: 'team-lead', queues: [] },
    { agentId: 'teo', name: 'Teo', role: 'team-lead', queues: [] },
  ],
  'shifts.json': [shift('ana-manana', 'ana'), shift('luis-manana', 'luis')],
  'procedures.json': [],
  'articles.json': [],
} as const

/** A city without appointments has no `slots.json`. */
export type PackFile = keyof typeof smallPack | 'slots.json'

export interface PackFolder {
  readonly folder: string
  /** Text is written as it is, so that a test can damage a file; anything else as JSON. */
  write(file: PackFile, content: unknown): Promise<void>
  remove(): Promise<void>
}

export async function writeSmallPack(): Promise<PackFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-pack-'))
  await mkdir(join(folder, 'scripts'))
  const write = (file: string, content: unknown) =>
    writeFile(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  for (const [file, content] of Object.entries(smallPack)) await write(file, content)
  return { folder, write, remove: () => rm(folder, { recursive: true, force: true }) }
}
