import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ruleIds } from '../../../src/shared/domain/shifts/rules.ts'

const tests = join(import.meta.dirname, '../..')

/** What stands between the quotes after `test(`, `test.each(…)(` and their kin: words that a report shows. */
function titles(): string[] {
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(test|spec)\.ts$/.test(name),
  )
  return files.flatMap((name) => {
    const source = readFileSync(join(tests, name), 'utf8')
    return [...source.matchAll(/\btest\b[^'"`]{0,400}?\(\s*(['"`])(.*?)\1\s*,/gs)].map(
      ([, , title]) => title ?? '',
    )
  })
}

test('every rule of the data has a test that names it: F-… and R-… of domain §3.3 and §3.4', () => {
  const named = titles()
  const says = (title: string, id: string) => new RegExp(`(?<![A-Z-])${id}(?![A-Z-])`).test(title)
  expect(ruleIds.filter((id) => !named.some((title) => says(title, id)))).toEqual([])
})
