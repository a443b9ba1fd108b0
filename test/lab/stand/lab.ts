import { join } from 'node:path'
import { test } from '@playwright/test'
import { startAsterisk, type Asterisk } from './asterisk.ts'
import { openCitizen, type Citizen } from './citizen.ts'

interface LabWide {
  /** Folder with the configuration of the lab's servers. */
  configuration: string
  asterisk: Asterisk
}

/** A story of the lab: one exchange for all, a citizen with a telephone of her own for each. */
export const labTest = test.extend<{ citizen: Citizen }, LabWide>({
  configuration: [join(import.meta.dirname, '..', 'config'), { option: true, scope: 'worker' }],
  asterisk: [
    async ({ configuration }, provide) => {
      const asterisk = await startAsterisk(join(configuration, 'asterisk'))
      await provide(asterisk)
      await asterisk.stop()
    },
    { scope: 'worker' },
  ],
  citizen: async ({ asterisk }, provide) => {
    const citizen = await openCitizen(asterisk.trunk)
    await provide(citizen)
    await citizen.leave()
  },
})
