import { parseArgs } from 'node:util'
import { isSound, runChaos } from './run.ts'

/**
 * `npm run test:chaos -- --cases 1000 --kills 200 --json [--seed S]`: a real core and a real backend, killed at
 * random over a bad network. The last line is one JSON object; ends with 1 where anything was lost or doubled.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

function count(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Error(`--${name} must be a whole number.`)
}

const cases = count('cases', values.cases)
const kills = count('kills', values.kills)
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : count('seed', values.seed)
console.error(`Again with: npm run test:chaos -- --cases ${cases} --kills ${kills} --seed ${seed}`)
console.error(
  'The seed fixes what dies, what breaks and when; how far the processes are by then is the machine’s affair.',
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
// Over the run's own longest waits for the other house and for the desk, which it reports by itself.
const mostMs = 720_000 + kills * 6_000 + cases * 500
const giveUp = setTimeout(() => {
  console.error(`Given up after ${mostMs / 1000} s.`)
  process.exit(1)
}, mostMs)

const report = await runChaos({ cases, kills, seed, progress: (text) => console.error(text) })
clearTimeout(giveUp)
const { created, lost, duplicated, inOrderPerCase, chainValid } = report
console.error(JSON.stringify(report, null, 2))
const result = { created, kills: report.kills, lost, duplicated, inOrderPerCase, chainValid }
console.log(JSON.stringify(result, null, values.json ? 0 : 2))
process.exitCode = isSound(report) && report.created === cases ? 0 : 1
