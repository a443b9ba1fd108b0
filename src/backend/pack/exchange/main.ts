import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { fromCpsv, toCpsv } from '../../../shared/domain/catalogues/cpsv.ts'
import { toSchemaOrg } from '../../../shared/domain/catalogues/schema-org.ts'
import type { PackProblem } from '../../../shared/pack.ts'
import { readPack } from '../read-pack.ts'
import { readFaq } from './faq.ts'
import { readProceduresCsv } from './procedures-csv.ts'

const usage = `npm run packs:import -- --format csv|faq|cpsv FILE --out FILE.json
       [--source WORDS --reviewed DAY --review-due DAY [--clinical-approver NAME]]   for faq
npm run packs:export -- --format cpsv|schema.org --pack FOLDER --out FILE.json`

try {
  process.exitCode = await run()
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\nUsage:\n${usage}\n`)
  process.exitCode = 2
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      out: { type: 'string' },
      pack: { type: 'string' },
      source: { type: 'string' },
      reviewed: { type: 'string' },
      'review-due': { type: 'string' },
      'clinical-approver': { type: 'string' },
    },
  })
  const [direction, file] = positionals
  const out = needed(values.out, '--out')
  if (direction === 'export') return await exportPack(needed(values.pack, '--pack'), values.format, out)
  if (direction !== 'import') throw new Error('The first word is import or export.')
  const path = needed(file, 'FILE')
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  const { records, problems } = importText(text, basename(path), values)
  for (const problem of problems) process.stderr.write(`${inWords(problem)}\n`)
  await writeFile(out, `${JSON.stringify(records, null, 2)}\n`)
  process.stdout.write(`${records.length} records written to ${out}; ${problems.length} problems.\n`)
  return problems.length === 0 ? 0 : 1
}

/** The text of a file in one of the formats, as records of a pack. */
function importText(
  text: string,
  file: string,
  values: Readonly<Record<string, string | undefined>>,
): { records: object[]; problems: PackProblem[] } {
  switch (values['format']) {
    case 'csv': {
      const { procedures, problems } = readProceduresCsv(text, file)
      return { records: procedures, problems }
    }
    case 'faq': {
      const { articles, problems } = readFaq(text, file, {
        source: needed(values['source'], '--source'),
        reviewedOn: needed(values['reviewed'], '--reviewed'),
        reviewDue: needed(values['review-due'], '--review-due'),
        clinicalApprover: values['clinical-approver'],
      })
      return { records: articles, problems }
    }
    case 'cpsv': {
      const read = fromCpsv(z.json().parse(JSON.parse(text)))
      const problems = read.flatMap((one, at) =>
        one.ok
          ? []
          : one.problems.map(({ field, rule }) => ({
              file,
              line: 1,
              column: 1,
              field: `@graph.${at}.${field}`,
              rule,
            })),
      )
      return { records: read.flatMap((one) => (one.ok ? [one.procedure] : [])), problems }
    }
    default:
      throw new Error('--format is csv, faq or cpsv.')
  }
}

async function exportPack(folder: string, format: string | undefined, out: string): Promise<number> {
  const { pack, problems } = await readPack(join(folder))
  for (const problem of problems) process.stderr.write(`${inWords(problem)}\n`)
  const { city } = pack
  if (!city) throw new Error(`${folder} is no pack of a city.`)
  const document =
    format === 'cpsv'
      ? toCpsv(pack.procedures)
      : format === 'schema.org'
        ? pack.procedures.map((procedure) => toSchemaOrg(procedure, { city, units: pack.units }))
        : undefined
  if (document === undefined) throw new Error('--format is cpsv or schema.org.')
  await writeFile(out, `${JSON.stringify(document, null, 2)}\n`)
  process.stdout.write(`${pack.procedures.length} procedures written to ${out}.\n`)
  return problems.length === 0 ? 0 : 1
}

function inWords({ file, line, column, field, rule }: PackProblem): string {
  return `${file}:${line}:${column} ${[field, rule].filter(Boolean).join(' ')}`
}

function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`${name} is missing.`)
  return value
}
