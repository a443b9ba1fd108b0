import { ensureBuilt } from '../../scripts/ensure.mjs'
import { benchBackend } from './backend.ts'
import { benchCall } from './call.ts'
import { benchInLab } from './lab/in-lab.ts'
import { benchPush } from './push/push.ts'
import { benchSearch } from './search/search.ts'
import { benchShifts } from './shifts.ts'
import { benchSound } from './sound.ts'
import { benchStart } from './start.ts'
import { benchSync } from './sync.ts'

/** `npm run bench -- NAME --json`: one JSON object on the last line. Figures are side by side, from one run. */
const benches: Record<string, () => Promise<Record<string, unknown>>> = {
  backend: benchBackend,
  call: benchCall,
  'call-lab': () => benchInLab('call-lab'),
  push: benchPush,
  search: benchSearch,
  shift: () => benchInLab('shift'),
  sound: benchSound,
  start: benchStart,
  sync: benchSync,
  shifts: benchShifts,
}

const [name = ''] = process.argv.slice(2)
const bench = benches[name]
if (bench) {
  if (name !== 'shifts' && name !== 'search' && name !== 'push') await ensureBuilt()
  const figures = await bench()
  if (!process.argv.includes('--json')) console.log(`${name}:`)
  console.log(JSON.stringify(figures))
  process.exit(0)
} else {
  console.error(`Which benchmark? One of: ${Object.keys(benches).join(', ')}.`)
  process.exitCode = 2
}
