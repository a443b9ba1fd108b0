import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Agent } from '../../shared/domain/agent.ts'
import { SlotRule } from '../../shared/domain/appointments/slot-rule.ts'
import { Article } from '../../shared/domain/article.ts'
import { Queue, Service, Unit } from '../../shared/domain/catalogue.ts'
import { City } from '../../shared/domain/city.ts'
import { Procedure } from '../../shared/domain/procedure.ts'
import { Script } from '../../shared/domain/script.ts'
import { Shift } from '../../shared/domain/shift.ts'
import { checkPackValue, parsePackText } from '../../shared/pack.ts'
import type { Pack, PackProblem, PackText } from '../../shared/pack.ts'
import { checkReferences } from './check-references.ts'
import type { Kept, Listed } from './check-references.ts'

/**
 * Reads a city's files from a folder. Whatever is wrong costs only the record (or the script) it is in, and
 * is named by file, line, field and rule: a spelling mistake must never take the emergency card away.
 */
export async function readPack(folder: string): Promise<{ pack: Pack; problems: PackProblem[] }> {
  const problems: PackProblem[] = []
  const read = async (file: string): Promise<PackText | undefined> => {
    const parsed = await readText(folder, file)
    if (parsed.ok) return parsed.text
    problems.push(...parsed.problems)
    return undefined
  }
  const list = async <T extends z.ZodType>(file: string, idField: string, schema: T) =>
    keepGood(await read(file), idField, schema, problems)

  const cityText = await read('city.json')
  const city = cityText && checkPackValue(cityText, cityText.value, [], City)
  if (city && !city.ok) problems.push(...city.problems)

  const listed = {
    units: await list('units.json', 'unitId', Unit),
    services: await list('services.json', 'serviceCode', Service),
    queues: await list('queues.json', 'queueId', Queue),
    agents: await list('agents.json', 'agentId', Agent),
    shifts: await list('shifts.json', 'shiftId', Shift),
    procedures: await list('procedures.json', 'procedureId', Procedure),
    articles: await list('articles.json', 'articleId', Article),
    scripts: await readScripts(folder, read, problems),
    // A city that gives no appointments has no such file.
    slotRules: (await holds(folder, 'slots.json')) ? await list('slots.json', 'ruleId', SlotRule) : noRules,
  }
  const kept = checkReferences(
    listed,
    { areas: city?.ok ? new Set(city.value.areas?.map(({ areaId }) => areaId)) : undefined },
    problems,
  )
  return { pack: { city: city?.ok ? city.value : undefined, ...kept }, problems }
}

const noRules: Listed<SlotRule> = { kept: [], declared: new Set() }

async function holds(folder: string, file: string): Promise<boolean> {
  const files = await readdir(folder).catch((): string[] => [])
  return files.includes(file)
}

async function readText(folder: string, file: string): Promise<ReturnType<typeof parsePackText>> {
  const refused = (rule: string) => ({
    ok: false as const,
    problems: [{ file, line: 1, column: 1, field: '', rule }],
  })
  const bytes = await readFile(join(folder, file)).catch(() => undefined)
  if (bytes === undefined) return refused('the file is missing or cannot be read')
  try {
    return parsePackText(new TextDecoder('utf-8', { fatal: true }).decode(bytes), file)
  } catch (thrown) {
    if (thrown instanceof TypeError) return refused('is not written in UTF-8')
    throw thrown
  }
}

async function readScripts(
  folder: string,
  read: (file: string) => Promise<PackText | undefined>,
  problems: PackProblem[],
): Promise<Listed<Script>> {
  const names = await readdir(join(folder, 'scripts')).catch(() => undefined)
  if (names === undefined) {
    problems.push({ file: 'scripts', line: 1, column: 1, field: '', rule: 'the folder is missing' })
    return { kept: [], declared: undefined }
  }
  const scripts: Listed<Script> = { kept: [], declared: new Set() }
  for (const name of names.filter((each) => each.endsWith('.json')).toSorted()) {
    const text = await read(`scripts/${name}`)
    // The file is named after its script, so that even one that cannot be parsed keeps its name taken.
    scripts.declared?.add(name.slice(0, -'.json'.length))
    if (text !== undefined) keepOne(scripts, text, text.value, [], 'scriptId', Script, problems)
  }
  return scripts
}

function keepGood<T extends z.ZodType>(
  text: PackText | undefined,
  idField: string,
  schema: T,
  problems: PackProblem[],
): Listed<z.output<T>> {
  if (text === undefined) return { kept: [], declared: undefined }
  if (!Array.isArray(text.value)) {
    problems.push(text.problemAt([], 'must be a list in [ ]'))
    return { kept: [], declared: undefined }
  }
  const listed: Listed<z.output<T>> = { kept: [], declared: new Set() }
  for (const [index, record] of text.value.entries())
    keepOne(listed, text, record, [index], idField, schema, problems)
  return listed
}

function keepOne<T extends z.ZodType>(
  listed: Listed<z.output<T>>,
  text: PackText,
  record: unknown,
  path: readonly PropertyKey[],
  idField: string,
  schema: T,
  problems: PackProblem[],
): void {
  const declared = z.object({ [idField]: z.string() }).safeParse(record)
  const id = declared.success ? declared.data[idField] : undefined
  if (id !== undefined) listed.declared?.add(id)
  const checked = checkPackValue(text, record, path, schema)
  if (!checked.ok) return void problems.push(...checked.problems)
  const twin: Kept<z.output<T>> | undefined = listed.kept.find((each) => each.id === id)
  if (twin !== undefined) return void problems.push(text.problemAt([...path, idField], 'is used twice'))
  listed.kept.push({ id: id ?? '', value: checked.value, text, path })
}
