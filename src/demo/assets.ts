import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { DeskError } from '../shared/errors.ts'

/** Reads a JSON file of the demo; throws `damaged` naming the file, the place and the rule. */
export function readAsset<T extends z.ZodType>(file: string, schema: T): z.infer<T> {
  const parsed = schema.safeParse(readJson(file))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new DeskError('damaged', `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}`)
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new DeskError('damaged', `${file} cannot be read as JSON.`, { cause })
  }
}
