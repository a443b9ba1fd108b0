import { migrations } from './migrations/index.ts'
import type { Db } from './open.ts'

export const newestVersion = migrations.length

/** Forward only, one transaction a step, so that a crash leaves a whole version behind. */
export function migrate(db: Db, to: number): void {
  const from = db.pragma('user_version', { simple: true }) as number
  for (let version = from + 1; version <= to; version++) {
    const step = migrations[version - 1]
    if (!step) throw new RangeError(`No migration ${version}.`)
    db.transaction(() => {
      step(db)
      db.pragma(`user_version = ${version}`)
    })()
  }
}
