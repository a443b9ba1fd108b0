import Database from 'better-sqlite3'
import fc from 'fast-check'
import { ulid } from 'ulid'
import { beforeEach, describe, expect, test } from 'vitest'
import { migrate, newestVersion } from '../../../src/main/db/migrate.ts'
import { createOutbox, type Outbox } from '../../../src/main/sync/outbox.ts'
import { push } from '../../../src/main/sync/push.ts'
import type { Command, Outcome } from '../../../src/shared/commands.ts'
import { attachmentPartBytes } from '../../../src/shared/domain/attachment.ts'
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
const due = (now: number, limit: number, agentId: string) => outbox.due(now, limit, agentId).commands
const ids = (commands: readonly Command[]) => commands.map((command) => command.commandId)

const ana = { token: 'token', agentId: 'ana' }
const ignore = () => {}
const accepted = (commands: readonly Command[]): Outcome[] =>
  commands.map(({ commandId }) => ({ commandId, status: 'accepted' }))

describe('the outbox', () => {
  test('gives the oldest of every subject, so that one subject stays in order', () => {
    const [a1, a2, b1] = [createCase('a'), createCase('a'), createCase('b')]
    for (const command of [a1, a2, b1]) outbox.append(command)
    expect(ids(due(0, 10, 'ana'))).toEqual(ids([a1, b1]))
    outbox.accept(a1.commandId)
    expect(ids(due(0, 10, 'ana'))).toEqual(ids([a2, b1]))
  })

  test('a refused command holds its own subject and no other', () => {
    const [a1, a2, b1] = [createCase('a'), createCase('a'), createCase('b')]
    for (const command of [a1, a2, b1]) outbox.append(command)
    outbox.reject(a1.commandId, 'no such unit')
    expect(ids(due(0, 10, 'ana'))).toEqual(ids([b1]))
    expect(outbox.stateOf('a')).toBe('rejected')
    const renewed = ulid()
    outbox.retry(a1.commandId, renewed)
    expect(ids(due(0, 10, 'ana'))).toEqual([renewed, b1.commandId])
    expect(due(0, 1, 'ana')[0]?.payload).toEqual(a1.payload)
  })

  test('sends nothing of one agent under the name of another, and keeps it', () => {
    outbox.append(createCase('a'))
    expect(due(0, 10, 'luis')).toEqual([])
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
    expect(due(0, 1, 'ana')).toHaveLength(1)
  })

  test('waits as long as it was told to, and says why, but for no more than ten minutes', () => {
    const command = createCase('a')
    outbox.append(command)
    outbox.postpone(command.commandId, 0, { kind: 'too-busy', status: 429 }, 120_000)
    expect(outbox.nextDueAt()).toBe(120_000)
    expect(outbox.waiting(10)).toMatchObject([
      { attempts: 1, waitsFor: { kind: 'too-busy', status: 429 }, heldBack: false },
    ])
    outbox.postpone(command.commandId, 0, { kind: 'too-busy' }, 86_400_000)
    expect(outbox.nextDueAt()).toBe(600_000)
  })

  test('a clock that was set back makes nothing wait for yesterday to end', () => {
    const command = createCase('a')
    outbox.append(command)
    outbox.postpone(command.commandId, 86_400_000)
    expect(due(3_600_000, 10, 'ana')).toHaveLength(1)
  })

  test('what the agent wrote anew keeps its place, under an id of its own', () => {
    const [first, second] = [createCase('a'), createCase('a')]
    for (const command of [first, second]) outbox.append(command)
    outbox.reject(first.commandId, 'no such service')
    expect(outbox.waiting(10)).toMatchObject([{ command: { commandId: second.commandId }, heldBack: true }])
    const mended = { ...first, commandId: ulid() }
    outbox.replace(first.commandId, mended)
    expect(due(0, 10, 'ana')).toEqual([mended])
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
            await push(box, backend, ana, () => now, ignore).catch(() => undefined)
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

describe('answers of a bad network', () => {
  const twice = (commands: readonly Command[]) => [...accepted(commands), ...accepted(commands)]
  const strangers: Outcome[] = [
    { commandId: ulid(), status: 'accepted' },
    { commandId: ulid(), status: 'rejected', reason: 'x' },
  ]

  test.each<[string, (commands: readonly Command[]) => Outcome[]]>([
    ['twice', twice],
    ['in another order', (commands) => accepted(commands).toReversed()],
    ['among those of others', (commands) => [...strangers, ...accepted(commands)]],
  ])('outcomes that come %s settle each command once', async (_how, answer) => {
    for (const subject of ['a', 'b', 'c']) outbox.append(createCase(subject))
    const backend = {
      push: (_token: string, commands: readonly Command[]) => Promise.resolve(answer(commands)),
    }
    await push(outbox, backend, ana, () => 0, ignore)
    expect(outbox.pending()).toBe(0)
    expect(outbox.rejected()).toEqual([])
  })

  test('a batch refused as a whole is sent one by one, and only the bad one is kept for the agent', async () => {
    const commands = ['a', 'b', 'c'].map((subject) => createCase(subject))
    for (const command of commands) outbox.append(command)
    const bad = commands[1]?.commandId ?? ''
    const backend = {
      push: (_token: string, batch: readonly Command[]): Promise<Outcome[]> =>
        ids(batch).includes(bad)
          ? Promise.reject(new DeskError('invalid-input', 'commands.0.payload: too long'))
          : Promise.resolve(accepted(batch)),
    }
    await push(outbox, backend, ana, () => 0, ignore)
    expect(outbox.pending()).toBe(0)
    expect(outbox.rejected()).toMatchObject([
      { command: { commandId: bad }, reason: 'commands.0.payload: too long' },
    ])
  })
})

describe('a long outbox', () => {
  const issue = (count: number) => {
    const commands = Array.from({ length: count }, (_, index) => createCase(`s${index}`))
    for (const command of commands) outbox.append(command)
    return commands
  }

  test('travels in a few batches side by side, none of which carries a subject twice', async () => {
    issue(300)
    outbox.append(createCase('s0'))
    let travelling = 0
    let most = 0
    const sent: string[][] = []
    const backend = {
      async push(_token: string, commands: readonly Command[]): Promise<Outcome[]> {
        most = Math.max(most, ++travelling)
        sent.push(commands.map((command) => command.subject))
        await Promise.resolve()
        travelling--
        return accepted(commands)
      },
    }
    await push(outbox, backend, ana, () => 0, ignore)
    expect(outbox.pending()).toBe(0)
    expect(most).toBe(4)
    // The second command of s0 waited for the first one's answer.
    expect(
      sent
        .slice(0, 4)
        .flat()
        .filter((subject) => subject === 's0'),
    ).toHaveLength(1)
    expect(sent.flat().filter((subject) => subject === 's0')).toHaveLength(2)
  })

  test('a batch without an answer waits alone; what its neighbours settled is told', async () => {
    const commands = issue(150)
    const lost = commands[60]?.commandId ?? ''
    const told: string[] = []
    const backend = {
      push: (_token: string, batch: readonly Command[]): Promise<Outcome[]> =>
        ids(batch).includes(lost)
          ? Promise.reject(new DeskError('unavailable', 'cut'))
          : Promise.resolve(accepted(batch)),
    }
    await expect(
      push(
        outbox,
        backend,
        ana,
        () => 0,
        (subjects) => void told.push(...subjects),
      ),
    ).rejects.toMatchObject({ code: 'unavailable' })
    expect(told).toHaveLength(100)
    expect(outbox.pending()).toBe(50)
    expect(outbox.nextDueAt()).toBe(2_000)
  })

  test('batches grow while the line answers at once, and are short again as soon as it is slow', async () => {
    issue(3_000)
    const lengths: number[] = []
    let now = 0
    const backend = {
      push(_token: string, batch: readonly Command[]): Promise<Outcome[]> {
        lengths.push(batch.length)
        if (lengths.length > 12) now += 2_000
        return Promise.resolve(accepted(batch))
      },
    }
    await push(outbox, backend, ana, () => now, ignore)
    expect(outbox.pending()).toBe(0)
    const of = (length: number, times: number) => Array.from({ length: times }, () => length)
    // Those that left before the first slow answer came are as long as before.
    expect(lengths).toEqual([...of(50, 4), ...of(200, 12), ...of(50, 8)])
  })

  test('a batch that is long on its way holds no other back, and its commands travel once', async () => {
    const commands = issue(1_000)
    const first = commands[0]?.commandId ?? ''
    const sent: string[] = []
    let arrive = (): void => {}
    const backend = {
      async push(_token: string, batch: readonly Command[]): Promise<Outcome[]> {
        sent.push(...ids(batch))
        if (ids(batch).includes(first)) await new Promise<void>((arrives) => (arrive = arrives))
        return accepted(batch)
      },
    }
    const pushed = push(outbox, backend, ana, () => 0, ignore)
    await expect.poll(() => outbox.pending()).toBe(50)
    arrive()
    await pushed
    expect(sent.toSorted()).toEqual(ids(commands).toSorted())
    expect(outbox.pending()).toBe(0)
  })

  test('is looked through from where the last look ended, and from the start for what was held back there', () => {
    const commands = issue(30)
    const next = createCase('s0')
    outbox.append(next)
    const first = outbox.due(0, 20, 'ana')
    expect(ids(first.commands)).toEqual(ids(commands.slice(0, 20)))
    for (const { commandId } of first.commands) outbox.accept(commandId)
    const second = outbox.due(0, 20, 'ana', { after: first.upTo })
    expect(ids(second.commands)).toEqual(ids([...commands.slice(20), next]))
    expect(outbox.due(0, 20, 'ana', { after: second.upTo })).toEqual({ commands: [], upTo: second.upTo })
    expect(ids(outbox.due(0, 1, 'ana').commands)).toEqual(ids(commands.slice(20, 21)))
  })

  test('a chain of one subject ahead of many others goes up whole and in its order', async () => {
    const chain = Array.from({ length: 5 }, () => createCase('chain'))
    for (const command of chain) outbox.append(command)
    issue(500)
    const sent: string[] = []
    const backend = {
      push(_token: string, batch: readonly Command[]): Promise<Outcome[]> {
        sent.push(...ids(batch.filter(({ subject }) => subject === 'chain')))
        return Promise.resolve(accepted(batch))
      },
    }
    await push(outbox, backend, ana, () => 0, ignore)
    expect(sent).toEqual(ids(chain))
    expect(outbox.pending()).toBe(0)
  })

  test('what takes the place of a command on its way waits until that one is answered', async () => {
    const [first] = issue(60)
    const instead = createCase('s0')
    const sent: string[][] = []
    let arrive = (): void => {}
    const backend = {
      async push(_token: string, batch: readonly Command[]): Promise<Outcome[]> {
        sent.push(ids(batch))
        if (batch.length === 50) await new Promise<void>((arrives) => (arrive = arrives))
        return accepted(batch)
      },
    }
    const pushed = push(outbox, backend, ana, () => 0, ignore)
    outbox.discard(first?.commandId ?? '')
    outbox.append(instead)
    // The short batch is answered, and the push looks for more while the long one travels.
    await expect.poll(() => outbox.pending()).toBe(50)
    await new Promise((resume) => setImmediate(resume))
    expect(sent.map((batch) => batch.length)).toEqual([50, 10])
    arrive()
    await pushed
    expect(sent.slice(2)).toEqual([[instead.commandId]])
  })

  test('a batch of pieces of photographs stays below what the backend reads at once', async () => {
    const data = Buffer.alloc(attachmentPartBytes).toString('base64')
    for (const { commandId, subject, issuedAt, agentId } of Array.from({ length: 50 }, (_, at) =>
      createCase(`s${at}`),
    ))
      outbox.append({
        commandId,
        subject,
        issuedAt,
        agentId,
        type: 'attachment.part',
        payload: {
          part: {
            attachmentId: ulid(),
            interactionId: ulid(),
            name: 'foto.jpg',
            type: 'image/jpeg',
            bytes: attachmentPartBytes,
            part: 0,
            data,
          },
        },
      })
    const bytes: number[] = []
    const backend = {
      push(_token: string, batch: readonly Command[]): Promise<Outcome[]> {
        bytes.push(Buffer.byteLength(JSON.stringify({ commands: batch })))
        return Promise.resolve(accepted(batch))
      },
    }
    await push(outbox, backend, ana, () => 0, ignore)
    expect(outbox.pending()).toBe(0)
    expect(Math.max(...bytes)).toBeLessThan(1.1 * 1024 * 1024)
  })
})
