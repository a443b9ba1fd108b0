import type Database from 'better-sqlite3'
import type { Db } from './open.ts'

/** The cache as it is, but each statement is prepared when it is first used: a start waits for its own alone. */
export function preparedWhenUsed(db: Db): Db {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => whenUsed(() => target.prepare(sql))
      const member: unknown = Reflect.get(target, name, target)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })
}

/** The library's methods want their own statement as `this`, so each is bound once. */
function whenUsed(prepare: () => Database.Statement): Database.Statement {
  let made: Database.Statement | undefined
  let plucked = false
  const own = () => (made ??= plucked ? prepare().pluck() : prepare())
  const bound = new Map<PropertyKey, unknown>()
  const member = (name: PropertyKey): unknown => {
    const statement = own()
    const found: unknown = Reflect.get(statement, name, statement)
    return typeof found === 'function' ? (found.bind(statement) as unknown) : found
  }
  const late: Database.Statement = new Proxy({} as Database.Statement, {
    get(_, name) {
      if (name === 'pluck')
        return () => {
          plucked = true
          return late
        }
      if (!bound.has(name)) bound.set(name, member(name))
      return bound.get(name)
    },
  })
  return late
}
