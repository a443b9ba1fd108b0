import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { root } from '../../../scripts/ensure.mjs'
import { startAsterisk } from '../../lab/stand/asterisk.ts'
import { browserOfTheLab } from '../../lab/stand/browser-of-the-lab.ts'
import { benchCallLab } from './call-lab.ts'
import { benchShift } from './shift.ts'

/** The benchmarks that need a real exchange, inside the lab's network; `in-lab.ts` starts this. */
const benches = { 'call-lab': benchCallLab, shift: benchShift }

const [name = ''] = process.argv.slice(2)
const bench = benches[name as keyof typeof benches]
const asterisk = await startAsterisk(join(root, 'test', 'lab', 'config', 'asterisk'))
try {
  const figures = await bench({ asterisk, openBrowser: () => chromium.launch(browserOfTheLab) })
  console.log(JSON.stringify(figures))
} finally {
  await asterisk.stop()
}
process.exit(0)
