import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium } from '../../../scripts/find-chromium.mjs'
import { CityId } from '../../shared/domain/basics.ts'
import { drive, type DriveOptions } from './drive.ts'
import { wentThrough, type DriveReport } from './report.ts'

const usage = 'npm run demo -- [--headless] [--calls N] [--city quito|cordoba] [--json]'
const options = readOptions()
if (options) await run(options)
else process.exitCode = 2

async function run(wanted: DriveOptions & { json: boolean }): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'ventanilla-demo-'))
  try {
    const say = wanted.json ? () => undefined : (line: string) => console.log(line)
    const report = await drive(wanted, dataFolder, say)
    console.log(wanted.json ? JSON.stringify(report) : inWords(report))
    process.exitCode = wentThrough(report) ? 0 : 1
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

function readOptions(): (DriveOptions & { json: boolean }) | undefined {
  const executable = findChromium()
  try {
    const { values } = parseArgs({
      options: {
        headless: { type: 'boolean', default: false },
        calls: { type: 'string', default: '3' },
        city: { type: 'string', default: 'quito' },
        json: { type: 'boolean', default: false },
      },
    })
    const calls = Number(values.calls)
    const city = CityId.safeParse(values.city)
    if (!Number.isInteger(calls) || calls < 1) throw new Error('--calls must be a whole number from 1.')
    if (!city.success) throw new Error(`--city must be ${CityId.options.join(' or ')}.`)
    if (!executable)
      throw new Error('No Chrome, Chromium or Edge was found. Install one, or name it: VENTANILLA_BROWSER=…')
    return { executable, calls, city: city.data, headless: values.headless, json: values.json }
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : String(cause)}\nUsage: ${usage}`)
    return undefined
  }
}

function inWords(report: DriveReport): string {
  const { popMs, answerToAudioMs } = report
  return [
    `${report.answered} of ${report.calls} calls answered, ${report.audioBothWays} with voice both ways.`,
    `${report.scriptsCompleted} scripts walked to their end, ${report.serviceRequests} cases, ${report.synced} received.`,
    `${report.lost} lost, ${report.duplicated} twice.`,
    `Ring to card ${popMs.p50} ms (p95 ${popMs.p95}), answer to voice ${answerToAudioMs.p50} ms (p95 ${answerToAudioMs.p95}).`,
    ...report.errors.map((error) => `Went wrong: ${error}`),
  ].join('\n')
}
