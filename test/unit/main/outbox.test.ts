import Database from 'better-sqlite3'
import fc from 'fast-check'
import { ulid } from 'ulid'
import { beforeEach, describe, expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { createOutbox, type Outbox } from '../../../src/main/sync/outbox.ts'
import { push } from '../../../src/main/sync/push.ts'
import type { Command, Outcome } from '../../../src/shared/commands.ts'
import { DeskError } from '../../../src/shared/errors.ts'
import { createCase } from '../../support/commands.ts'

let outbox: Outbox
const empty = () => {
  const db = new Database(':memory:')
  migrate(db, newestVersion)
  return createOutbox(db)
}
beforeEach(() => {
  outbox = empty()
})
const ids = (commands: readonly Command[]) => commands.map((command) => command.commandId)

describe('the outbox', () => {
  test('gives the oldest of every subject, so that one subject stays in order', () => {
    const [a1, a2, b1] = [createCase('a'), createCase('a'), createCase('b')]
    for (const command of [a1, a2, b1]) outbox.append(command)
    expect(ids(outbox.due(0, 10, 'ana'))).toEqual(ids([a1, b1]))
    outbox.accept(a1.commandId)
    expect(ids(outbox.due(0, 10, 'ana'))).toEqual(ids([a2, b1]))
  })

  test('a refused command holds its own subject and no other', () => {
    const [a1, a2, b1] = [createCase('a'), createCase('a'), createCase('b')]
    for (const command of [a1, a2, b1]) outbox.append(command)
    outbox.reject(a1.commandId, 'no such unit')
    expect(ids(outbox.due(0, 10, 'ana'))).toEqual(ids([b1]))
    expect(outbox.stateOf('a')).toBe('rejected')
    const renewed = ulid()
    outbox.retry(a1.commandId, renewed)
    expect(ids(outbox.due(0, 10, 'ana'))).toEqual([renewed, b1.commandId])
    expect(outbox.due(0, 1, 'ana')[0]?.payload).toEqual(a1.payload)
  })

  test('sends nothing of one agent under the name of another, and keeps it', () => {
    outbox.append(createCase('a'))
    expect(outbox.due(0, 10, 'luis')).toEqual([])
    expect(outbox.pending()).toBe(1)
  })

  test('waits longer after every failure, a minute at most, and not at all after a reconnect', () => {
    const command = createCase('a')
    outbox.append(command)
    const waits: number[] = []
    for (let attempt = 0; attempt < 8; attempt++) {
      outbox.postpone(command.commandId, 0)
      waits.push(outbox.nextDueAt() ?? -1)
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
    outbox.hurry()
    expect(outbox.due(0, 1, 'ana')).toHaveLength(1)
  })

  test('refuses a command that the backend could never read', () => {
    const command = createCase('a')
    expect(() => outbox.append({ ...command, commandId: 'not-a-ulid' })).toThrow(/ULID/)
    expect(outbox.pending()).toBe(0)
  })

  test('whatever the network does, every command arrives once, in order per subject', async () => {
    type Answer = 'ok' | 'lost-before' | 'lost-after' | 'half'
    const answer = fc.constantFrom<Answer>('ok', 'lost-before', 'lost-after', 'half')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 }),
        fc.array(answer, { maxLength: 20 }),
        async (subjects, answers) => {
          const box = empty()
          const issued = subjects.map((subject) => createCase(subject))
          for (const command of issued) box.append(command)
          const applied: Command[] = []
          const script = [...answers]
          const backend = {
            push(_token: string, commands: readonly Command[]): Promise<Outcome[]> {
              const next = script.shift() ?? 'ok'
              if (next === 'lost-before') return Promise.reject(new DeskError('unavailable', 'cut'))
              const taken = next === 'half' ? commands.slice(0, Math.ceil(commands.length / 2)) : commands
              for (const command of taken)
                if (!applied.some((one) => one.commandId === command.commandId)) applied.push(command)
              if (next === 'lost-after') return Promise.reject(new DeskError('unavailable', 'cut'))
              return Promise.resolve(taken.map(({ commandId }) => ({ commandId, status: 'accepted' })))
            },
          }
          let now = 0
          for (let round = 0; round < 60 && box.pending() > 0; round++) {
            await push(box, backend, { token: 'token', agentId: 'ana' }, () => now).catch(() => undefined)
            now += 60_000
          }
          expect(box.pending()).toBe(0)
          for (const subject of ['a', 'b', 'c']) {
            const of = (commands: Command[]) => ids(commands.filter((command) => command.subject === subject))
            expect(of(applied)).toEqual(of(issued))
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
