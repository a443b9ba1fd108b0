import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CityId } from '../../../shared/domain/basics.ts'

export interface StartOptions {
  city: CityId
  /** Undefined: the usual place of this system. */
  dataFolder: string | undefined
  /** How many simulated citizens call by themselves; 0 = only on demand. */
  callsPerMinute: number
  /** A demo shift that begins at this moment (epoch ms) and runs `speed` times as fast, for tests and teaching. */
  shiftTime: { startsAt: number; speed: number } | undefined
  /** How one signs in to the demo: by choosing a name, or at the demo's own account service. */
  signIn: 'choose' | 'account'
  /** 0 = any free one. */
  port: number
  open: boolean
  /** One JSON line with the address first, for tests and drivers. */
  json: boolean
}

export const usage = `ventanilla [--city quito|cordoba] [--data FOLDER] [--calls-per-minute N] [--shift-clock TIME[,SPEED]] [--sign-in choose|account] [--port N] [--no-open] [--json]`

/** Answers a problem in words instead of an exception: whoever typed it reads the line and the usage. */
export function readOptions(args: string[]): StartOptions | { problem: string } {
  try {
    const { values } = parseArgs({
      args,
      allowNegative: true,
      options: {
        city: { type: 'string', default: 'quito' },
        data: { type: 'string' },
        'calls-per-minute': { type: 'string', default: '0' },
        'shift-clock': { type: 'string' },
        'sign-in': { type: 'string', default: 'choose' },
        port: { type: 'string', default: '0' },
        open: { type: 'boolean', default: true },
        json: { type: 'boolean', default: false },
      },
    })
    const city = CityId.safeParse(values.city)
    if (!city.success)
      return { problem: `--city must be ${CityId.options.join(' or ')}, not ${values.city}.` }
    const callsPerMinute = Number(values['calls-per-minute'])
    if (!(callsPerMinute >= 0 && callsPerMinute <= 60))
      return { problem: '--calls-per-minute must be a number from 0 to 60.' }
    const shiftTime = readShiftClock(values['shift-clock'])
    if (shiftTime === null)
      return {
        problem:
          '--shift-clock must be a moment and a speed from 1 to 600, such as 2026-11-23T08:00:00-05:00,60.',
      }
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return { problem: '--port must be a whole number from 0 to 65535.' }
    const signIn = values['sign-in']
    if (signIn !== 'choose' && signIn !== 'account')
      return { problem: '--sign-in must be choose or account.' }
    const { open, json } = values
    return { city: city.data, dataFolder: values.data, callsPerMinute, shiftTime, signIn, port, open, json }
  } catch (cause) {
    return { problem: cause instanceof Error ? cause.message : String(cause) }
  }
}

/** Null for what is neither; the offset is asked for, since a city's shift is in the city's time. */
function readShiftClock(text: string | undefined): StartOptions['shiftTime'] | null {
  if (text === undefined) return undefined
  const [moment = '', speed = '1', ...more] = text.split(',')
  const startsAt = /(Z|[+-]\d\d:\d\d)$/.test(moment) ? Date.parse(moment) : NaN
  const times = Number(speed)
  if (Number.isNaN(startsAt) || !(times >= 1 && times <= 600) || more.length > 0) return null
  return { startsAt, speed: times }
}

/** Where this system keeps what belongs to one account on one machine (XDG, Apple's and Microsoft's rules). */
export function usualDataFolder(): string {
  const home = homedir()
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Ventanilla')
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'Ventanilla')
  return join(process.env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'ventanilla')
}
