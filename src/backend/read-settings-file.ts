import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { DeskError } from '../shared/errors.ts'

/** A file that IT writes. Throws `damaged` that names the file, the field and the rule, never the value. */
export async function readSettingsFile<S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DeskError('damaged', `${file}: cannot be read.`, { cause })
  })
  const parsed = schema.safeParse(readJson(file, text))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new DeskError('damaged', `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}

function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DeskError('damaged', `${file}: is not JSON.`, { cause })
  }
}
