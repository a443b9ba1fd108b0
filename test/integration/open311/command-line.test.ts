import { execFile } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  doubleJurisdiction,
  doubleKey,
  startCityDouble,
  type CityDouble,
} from '../../support/open311/city-double.ts'

let city: CityDouble
beforeAll(async () => {
  city = await startCityDouble()
})
afterAll(() => city.close())

async function run(...args: string[]): Promise<{ code: number; said: string[] }> {
  return await new Promise((resolve) => {
    const program = 'src/backend/open311/conformance/main.ts'
    execFile(process.execPath, [program, ...args], { encoding: 'utf8' }, (error, out, err) => {
      const said = (out + err).trim().split('\n')
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said })
    })
  })
}
const asked = ['--key', doubleKey, '--jurisdiction', doubleJurisdiction]

test('each check says what was expected and what came; the last line is one object; 0 without failures', async () => {
  const { code, said } = await run('--url', city.url, ...asked, '--json')
  expect(code).toBe(0)
  expect(said[0]).toMatch(/^S1 +pass +expected: discovery/)
  expect(said[1]).toMatch(/^ +came: both, alike/)
  const report = JSON.parse(said.at(-1) ?? '') as { checks: unknown[] }
  expect(report).toMatchObject({ passed: 25, failed: 0, skipped: 0 })
  expect(report.checks).toHaveLength(25)
  expect(said.join('\n')).not.toContain(doubleKey)
})

test('one failure is an exit code of 1, a missing address one of 2 with the usage', async () => {
  city.planted.add('discovery-without-key-service')
  const failing = await run('--url', `${city.url}/v2`)
  expect(failing.code).toBe(1)
  expect(failing.said.at(-1)).toMatch(/^\d+ passed, 1 failed, \d+ skipped$/)
  const without = await run()
  expect(without.code).toBe(2)
  expect(without.said[0]).toContain('--url URL')
})
