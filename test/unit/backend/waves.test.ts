import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waves, type ReadBody } from '../../../src/backend/commands/waves.ts'
import type { Command } from '../../../src/shared/commands.ts'
import { createCase } from '../../support/commands.ts'

const entry = (subject: string, command: Command | undefined): ReadBody => ({
  body: { commandId: command?.commandId ?? 'unread', subject },
  subject,
  read: command ? { command } : { refusal: 'no command' },
})

test('a wave holds no subject, record or id twice, nothing is left out, and a subject keeps its order', () => {
  const known = [createCase('a'), createCase('b'), createCase('c')]
  const arbitrary = fc.record({
    subject: fc.constantFrom('a', 'b', 'c'),
    command: fc.option(fc.constantFrom(...known), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(arbitrary, { maxLength: 30 }), (drawn) => {
      const batch = drawn.map(({ subject, command }) => entry(subject, command))
      const split = waves(batch)
      for (const wave of split) {
        expect(new Set(wave.map(({ subject }) => subject)).size).toBe(wave.length)
        expect(new Set(wave.map(({ body }) => body.commandId)).size).toBe(wave.length)
      }
      const flat = split.flat()
      expect(flat).toHaveLength(batch.length)
      for (const subject of ['a', 'b', 'c']) {
        const of = (entries: readonly ReadBody[]) => entries.filter((one) => one.subject === subject)
        expect(of(flat)).toEqual(of(batch))
      }
    }),
  )
})

test('commands of different subjects about one record are not decided side by side', () => {
  const first = createCase('a')
  const second = { ...first, commandId: createCase('a').commandId, subject: 'b' }
  expect(waves([entry('a', first), entry('b', second)])).toHaveLength(2)
})
