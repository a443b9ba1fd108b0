import type { BackendOptions } from '../../../src/backend/backend.ts'
import { migrations } from '../../../src/backend/database/migrations/index.ts'
import { openWorldBeside, type Answer, type BackendWorld, type DeskDouble } from './backend-world.ts'
import type { TestDatabase } from './databases.ts'
import { writeSmallPack } from './small-pack.ts'

/** The small city with somebody who leads it, and what IT says to its desks. */
export async function openTeamWorld(
  database: TestDatabase,
  options: Pick<BackendOptions, 'sitePolicy'> = {},
): Promise<BackendWorld> {
  await database.reset(migrations)
  const pack = await writeSmallPack()
  await pack.write('agents.json', [
    { agentId: 'ana', name: 'Ana', role: 'agent', queues: ['general'] },
    { agentId: 'luis', name: 'Luis', role: 'agent', queues: ['general'] },
    { agentId: 'eva', name: 'Eva', role: 'team-lead', queues: ['general'] },
  ])
  const world = await openWorldBeside(database, { ...options, pack })
  return {
    ...world,
    async close() {
      await world.close()
      await pack.remove()
    },
  }
}

/** Its lead and its two agents at their desks; whatever is asked without a desk is asked by the lead. */
export interface TeamAtWork {
  readonly world: BackendWorld
  readonly lead: DeskDouble
  readonly ana: DeskDouble
  readonly luis: DeskDouble
  ask(method: string, path: string, body?: unknown, desk?: DeskDouble): Promise<Answer>
}

export async function teamAtWork(...wanted: Parameters<typeof openTeamWorld>): Promise<TeamAtWork> {
  const world = await openTeamWorld(...wanted)
  const [lead, ana, luis] = [await world.signIn('eva'), await world.signIn('ana'), await world.signIn('luis')]
  const ask = (method: string, path: string, body?: unknown, desk = lead) =>
    world.ask(method, path, { token: desk.token, ...(body === undefined ? {} : { body }) })
  return { world, lead, ana, luis, ask }
}
