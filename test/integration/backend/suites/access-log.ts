import { createHash } from 'node:crypto'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessLogsAreWhole } from '../../../../src/backend/desks/access-log.ts'
import { paths } from '../../../../src/shared/backend-api.ts'
import { chainStart, sealedText, type AccessEntry } from '../../../../src/shared/domain/access-log.ts'
import {
  openWorld,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

/** A chain as a desk makes it. */
function chain(length: number, logId = ulid()): AccessEntry[] {
  const entries: AccessEntry[] = []
  for (let sequence = 1; sequence <= length; sequence++) {
    const unsealed: Omit<AccessEntry, 'hash'> = {
      logId,
      sequence,
      at: start,
      agentId: 'ana',
      action: 'reveal',
      entity: 'citizen',
      record: createHash('sha256').update(`citizen ${sequence}`).digest('hex'),
      reason: 'asked',
      result: 'shown',
      previous: entries.at(-1)?.hash ?? chainStart,
    }
    entries.push({ ...unsealed, hash: createHash('sha256').update(sealedText(unsealed)).digest('hex') })
  }
  return entries
}

export const accessLogSuite: Suite = (database) =>
  describe('the access log of desks', () => {
    let world: BackendWorld
    let ana: DeskDouble
    const deskId = ulid()
    beforeAll(async () => {
      world = await openWorld(database())
      ana = await world.signIn('ana')
    })
    afterAll(() => world.close())

    const send = async (entries: readonly AccessEntry[]) =>
      (await world.ask('POST', paths.accessLog, { token: ana.token, body: { deskId, entries } })).body
    const broken = async (logId: string) => {
      const row = await database()
        .open.db.selectFrom('access_logs')
        .select(['broken_sequence', 'broken_rule'])
        .where('log_id', '=', logId)
        .executeTakeFirstOrThrow()
      return row.broken_sequence === null ? undefined : [row.broken_sequence, row.broken_rule]
    }
    const logOf = (entries: readonly AccessEntry[]) => entries[0]?.logId ?? ''

    test('is taken in parts, once each, however often a part is sent', async () => {
      const entries = chain(7)
      expect(await send(entries.slice(0, 4))).toEqual({ sequence: 4 })
      expect(await send(entries.slice(0, 4))).toEqual({ sequence: 4 })
      expect(await send(entries.slice(2))).toEqual({ sequence: 7 })
      expect(await broken(logOf(entries))).toBeUndefined()
      expect(await accessLogsAreWhole(database().open.db)).toBe(true)
    })

    test.each([
      {
        what: 'an entry that was taken out',
        spoil: (entries: AccessEntry[]) => entries.toSpliced(2, 1),
        at: [4, 'entry 3 is missing'],
      },
      {
        what: 'a word that was changed',
        spoil: (entries: AccessEntry[]) =>
          entries.map((entry) => (entry.sequence === 2 ? { ...entry, agentId: 'eva' } : entry)),
        at: [2, 'its words are not those that were sealed'],
      },
      {
        what: 'an entry that hangs on another one',
        spoil: (entries: AccessEntry[]) => [...entries.slice(0, 3), ...resealed(entries.slice(3))],
        at: [4, 'does not hang on the entry before it'],
      },
    ])('$what breaks the chain there, is told, and loses nothing', async ({ spoil, at }) => {
      const entries = chain(5)
      const spoilt = spoil(entries)
      expect(await send(spoilt)).toEqual({ sequence: 5 })
      expect(await broken(logOf(entries))).toEqual(at)
      expect(world.logged.join('\n')).toContain('the access log of a desk is broken')
      expect(await accessLogsAreWhole(database().open.db)).toBe(false)
      const kept = await database()
        .open.db.selectFrom('access_entries')
        .select('sequence')
        .where('log_id', '=', logOf(entries))
        .execute()
      expect(kept).toHaveLength(spoilt.length)
    })

    test('that was rewritten after it had been sent is found at the next word', async () => {
      const entries = chain(3)
      await send(entries)
      await send(resealed(entries.slice(1, 2)))
      expect(await broken(logOf(entries))).toEqual([2, 'was sent before with other words'])
    })

    test('is listed for administrators and for nobody else', async () => {
      const answer = await world.ask('GET', paths.accessLogs, { token: ana.token })
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    })
  })

/** Somebody who knows how to seal, and not what stood before. */
function resealed(entries: readonly AccessEntry[]): AccessEntry[] {
  return entries.map((entry) => {
    const forged = { ...entry, agentId: 'eva', previous: 'f'.repeat(64) }
    return { ...forged, hash: createHash('sha256').update(sealedText(forged)).digest('hex') }
  })
}
