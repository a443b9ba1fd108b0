import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { examine, type Finding } from './suite.ts'

const usage =
  'Use: npm run open311:conformance -- --url URL [--key K] [--jurisdiction J] [--place LAT,LONG] [--json]\n' +
  'With a key it files real requests on the server: give it a test endpoint.\n'

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    key: { type: 'string' },
    jurisdiction: { type: 'string' },
    place: { type: 'string', default: '-0.2202,-78.5127' },
    json: { type: 'boolean', default: false },
  },
})
const [lat, long] = values.place.split(',')

function tell({ id, status, expected, came }: Finding): void {
  process.stdout.write(`${id.padEnd(4)}${status}  expected: ${expected}\n          came: ${came}\n`)
}

if (values.url === undefined || lat === undefined || long === undefined) {
  process.stderr.write(usage)
  process.exitCode = 2
} else {
  const { url, key, jurisdiction } = values
  const report = await examine(
    { url, key, jurisdiction, place: { lat, long }, pause: (ms) => pause(ms), now: Date.now },
    tell,
  )
  const { passed, failed, skipped } = report
  process.stdout.write(
    values.json ? `${JSON.stringify(report)}\n` : `${passed} passed, ${failed} failed, ${skipped} skipped\n`,
  )
  if (failed > 0) process.exitCode = 1
}
