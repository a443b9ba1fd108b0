import type { z } from 'zod'
import type { Db } from './open.ts'

/** Small facts of this desk that outlive a restart: the session, the cursor, the settings. */
export interface Remembered {
  /** What does not fit the schema any more counts as never written. */
  read<S extends z.ZodType>(name: string, schema: S): z.infer<S> | undefined
  write(name: string, value: unknown): void
  forget(name: string): void
}

export function createRemembered(db: Db): Remembered {
  const select = db.prepare<[string], { value: string }>('SELECT value FROM remembered WHERE name = ?')
  const upsert = db.prepare(
    'INSERT INTO remembered (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const remove = db.prepare('DELETE FROM remembered WHERE name = ?')
  return {
    read(name, schema) {
      const row = select.get(name)
      const parsed = row && schema.safeParse(JSON.parse(row.value))
      return parsed?.success ? parsed.data : undefined
    },
    write: (name, value) => void upsert.run(name, JSON.stringify(value)),
    forget: (name) => void remove.run(name),
  }
}
