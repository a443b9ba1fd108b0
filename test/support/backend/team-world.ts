import { migrations } from '../../../src/backend/database/migrations/index.ts'
import { openWorldBeside, type BackendWorld } from './backend-world.ts'
import type { TestDatabase } from './databases.ts'
import { writeSmallPack } from './small-pack.ts'

/** The small city with somebody who leads it. */
export async function openTeamWorld(database: TestDatabase): Promise<BackendWorld> {
  await database.reset(migrations)
  const pack = await writeSmallPack()
  await pack.write('agents.json', [
    { agentId: 'ana', name: 'Ana', role: 'agent', queues: ['general'] },
    { agentId: 'luis', name: 'Luis', role: 'agent', queues: ['general'] },
    { agentId: 'eva', name: 'Eva', role: 'team-lead', queues: ['general'] },
  ])
  const world = await openWorldBeside(database, { pack })
  return {
    ...world,
    async close() {
      await world.close()
      await pack.remove()
    },
  }
}
