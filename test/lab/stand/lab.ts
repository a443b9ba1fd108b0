import { join } from 'node:path'
import { test } from '@playwright/test'
import type { SoftphoneAccount } from '../../../src/shared/backend-api.ts'
import { startAsterisk, type Asterisk } from './asterisk.ts'
import { startEdge, type Edge } from './edge.ts'
import { openLabDesk, type LabCity, type LabDesk } from './lab-desk.ts'
import { citizenPerson, openTelephone, servicePerson, type Telephone } from './telephone.ts'

interface LabWide {
  /** Folder with the configuration of the lab's servers. */
  configuration: string
  asterisk: Asterisk
  /** Beside the first one, with the same lines: a city that bought two. */
  secondAsterisk: Asterisk
  edge: Edge
}

interface OfOneStory {
  citizen: Telephone
  /** The telephones of the city's units and of the emergency service. */
  service: Telephone
  /** A desk for this story alone, with the account that its backend hands out. */
  deskWith: (account: SoftphoneAccount, city?: LabCity) => Promise<LabDesk>
}

/** A story of the lab: one exchange and one edge for all, a citizen with a telephone of her own for each. */
export const labTest = test.extend<OfOneStory, LabWide>({
  configuration: [join(import.meta.dirname, '..', 'config'), { option: true, scope: 'worker' }],
  asterisk: [
    async ({ configuration }, provide) => {
      const asterisk = await startAsterisk(join(configuration, 'asterisk'))
      await provide(asterisk)
      await asterisk.stop()
    },
    { scope: 'worker' },
  ],
  secondAsterisk: [
    async ({ configuration }, provide) => {
      const asterisk = await startAsterisk(join(configuration, 'asterisk'), 'second')
      await provide(asterisk)
      await asterisk.stop()
    },
    { scope: 'worker' },
  ],
  edge: [
    async ({ configuration }, provide) => {
      const edge = await startEdge(join(configuration, 'edge'))
      await provide(edge)
      await edge.stop()
    },
    { scope: 'worker' },
  ],
  citizen: async ({ asterisk }, provide) => {
    const citizen = await openTelephone(asterisk.trunk, citizenPerson())
    await provide(citizen)
    await citizen.leave()
  },
  service: async ({ asterisk }, provide) => {
    const service = await openTelephone(asterisk.trunk, servicePerson())
    await provide(service)
    await service.leave()
  },
  deskWith: async ({ browser, asterisk: _asterisk }, provide) => {
    const desks: LabDesk[] = []
    await provide(async (account, city) => {
      const desk = await openLabDesk(browser, account, city)
      desks.push(desk)
      return desk
    })
    for (const desk of desks.toReversed()) await desk.close()
  },
})
