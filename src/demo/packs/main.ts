import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { generatePack } from './generate-pack.ts'

const usage =
  'npm run packs:generate -- --procedures N --seed S [--script-steps M] [--city quito|cordoba] --out FOLDER'
const packs = join(import.meta.dirname, '../../../assets/packs')

try {
  const { procedures, scriptSteps, seed, city, out } = readOptions()
  const generated = generatePack({ procedures, scriptSteps, seed })
  await mkdir(join(out, 'scripts'), { recursive: true })
  await cp(join(packs, city), out, { recursive: true })
  await addTo(join(out, 'units.json'), generated.units)
  await addTo(join(out, 'procedures.json'), generated.procedures)
  for (const script of generated.scripts)
    await writeFile(join(out, 'scripts', `${script.scriptId}.json`), `${JSON.stringify(script, null, 2)}\n`)
  process.stdout.write(
    `${procedures} procedures and ${scriptSteps} script steps added to ${city} in ${out}.\n`,
  )
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\nUsage: ${usage}\n`)
  process.exitCode = 2
}

/** The city's own records stay first: a large pack is the real one among many. */
async function addTo(file: string, records: readonly object[]): Promise<void> {
  const own = z.array(z.json()).parse(JSON.parse(await readFile(file, 'utf8')))
  await writeFile(file, `${JSON.stringify([...own, ...records], null, 2)}\n`)
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      procedures: { type: 'string' },
      'script-steps': { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      city: { type: 'string', default: 'cordoba' },
      out: { type: 'string' },
    },
  })
  const whole = (name: string, value: string | undefined) => {
    if (!/^\d{1,9}$/.test(value ?? '')) throw new Error(`--${name} must be a whole number from 0.`)
    return Number(value)
  }
  const city = z.enum(['quito', 'cordoba']).safeParse(values.city)
  if (!city.success) throw new Error('--city must be quito or cordoba.')
  if (values.out === undefined) throw new Error('--out is missing.')
  return {
    procedures: whole('procedures', values.procedures),
    scriptSteps: whole('script-steps', values['script-steps']),
    seed: whole('seed', values.seed),
    city: city.data,
    out: values.out,
  }
}
