import { parseArgs } from 'node:util'
import { CityId } from '../../../shared/domain/basics.ts'

export interface StartOptions {
  city: CityId
  /** Undefined: where Electron keeps what belongs to this account. */
  dataFolder: string | undefined
  /** How many simulated citizens call by themselves; 0 = only on demand. */
  callsPerMinute: number
}

/** The browser host's words, among whatever switches Chromium and the system added; a wrong one is answered. */
export function readStartOptions(argv: readonly string[]): StartOptions | { problem: string } {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      city: { type: 'string', default: 'quito' },
      data: { type: 'string' },
      'calls-per-minute': { type: 'string', default: '0' },
    },
  })
  const city = CityId.safeParse(values.city)
  if (!city.success) return { problem: `--city: ${CityId.options.join(' | ')}` }
  const callsPerMinute = Number(values['calls-per-minute'])
  if (!(callsPerMinute >= 0 && callsPerMinute <= 60)) return { problem: '--calls-per-minute: 0 … 60' }
  const dataFolder = typeof values.data === 'string' ? values.data : undefined
  return { city: city.data, dataFolder, callsPerMinute }
}
