import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ProfileId, RuleProfile } from '../../shared/domain/shifts/rules.ts'
import { readAsset } from '../assets.ts'
import { simulateShifts, type ShiftFigures } from './simulate.ts'

const usage = `npm run simulate -- shifts [--count N] [--profile ${ProfileId.options.join('|')}] [--seed S] [--json]`
const options = readOptions()
if (options) {
  const rules = join(import.meta.dirname, '../../../assets/rules', `${options.profileId}.json`)
  const figures = simulateShifts(options.count, readAsset(rules, RuleProfile), options.seed)
  process.stdout.write(`${options.json ? JSON.stringify(figures) : inWords(figures)}\n`)
} else process.exitCode = 2

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        count: { type: 'string', default: '1000' },
        profile: { type: 'string', default: 'es-contractor' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
      },
    })
    const [count, seed] = [Number(values.count), Number(values.seed)]
    const profileId = ProfileId.safeParse(values.profile)
    if (positionals.length !== 1 || positionals[0] !== 'shifts')
      throw new Error('Only shifts can be simulated.')
    if (!Number.isInteger(count) || count < 1) throw new Error('--count must be a whole number from 1.')
    if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed must be a whole number from 0.')
    if (!profileId.success) throw new Error(`--profile must be one of ${ProfileId.options.join(', ')}.`)
    return { count, seed, profileId: profileId.data, json: values.json }
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\nUsage: ${usage}\n`)
    return undefined
  }
}

function inWords(figures: ShiftFigures): string {
  const { weeklyLoadVariance: variance } = figures
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  return [
    `Seed ${figures.seed}, ${figures.shifts} shifts: ${figures.breaksTaken} visual breaks taken of ${figures.breaksOwed} owed.`,
    `${figures.missed} missed, ${figures.outsideWindow} outside their window, ${figures.breaksDuringContact} in a contact.`,
    `Service level ${percent(figures.serviceLevelWith)} with prompts, ${percent(figures.serviceLevelWithout)} where nobody rests.`,
    `${figures.voiceShareOver60Pct} shifts with more than 60 % voice. Weekly load variance ${variance.with} against ${variance.without}.`,
  ].join('\n')
}
