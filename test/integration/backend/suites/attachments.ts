import { createHash, randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../../../src/shared/backend-api.ts'
import type { Command, Outcome } from '../../../../src/shared/commands.ts'
import {
  attachmentPartBytes,
  partsOf,
  type AttachmentPart,
} from '../../../../src/shared/domain/attachment.ts'
import {
  create,
  openWorld,
  serviceRequest,
  start,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import type { Suite } from './index.ts'

export const attachmentsSuite: Suite = (database) =>
  describe('photographs and documents', () => {
    let world: BackendWorld
    let ana: DeskDouble
    beforeAll(async () => {
      world = await openWorld(database())
      ana = await world.signIn('ana')
    })
    afterAll(() => world.close())

    const photograph = (bytes: number) =>
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(bytes - 4)])

    function parts(file: Buffer, changed: Partial<AttachmentPart> = {}): Command[] {
      const attachmentId = changed.attachmentId ?? ulid()
      return Array.from({ length: partsOf(file.length) }, (_, part) => ({
        commandId: ulid(),
        type: 'attachment.part',
        subject: `attachment ${attachmentId}`,
        issuedAt: start,
        agentId: 'ana',
        payload: {
          part: {
            attachmentId,
            interactionId: ulid(),
            name: 'farola.jpg',
            type: 'image/jpeg',
            bytes: file.length,
            part,
            data: file
              .subarray(part * attachmentPartBytes, (part + 1) * attachmentPartBytes)
              .toString('base64'),
            ...(part === partsOf(file.length) - 1
              ? { sha256: createHash('sha256').update(file).digest('hex') }
              : {}),
            ...changed,
          },
        },
      }))
    }
    async function pushAll(commands: readonly Command[]): Promise<Outcome[]> {
      const outcomes: Outcome[] = []
      for (const command of commands) outcomes.push(...(await ana.push(command)))
      return outcomes
    }
    const fetched = (attachmentId: string, { token } = ana, accept = '*/*') =>
      fetch(`${world.backend.url}${paths.attachments}/${attachmentId}`, {
        headers: { authorization: `Bearer ${token}`, accept },
      })

    test('arrive in pieces, some of them twice, and are whole once a case names them', async () => {
      const file = photograph(2 * attachmentPartBytes + 7)
      const attachmentId = ulid()
      const commands = parts(file, { attachmentId })
      const again = commands.slice(0, 2).map((command) => ({ ...command, commandId: ulid() }))
      for (const { status } of await pushAll([...commands.slice(0, 2), ...again, ...commands.slice(2)]))
        expect(status).toBe('accepted')
      const luis = await world.signIn('luis')
      expect((await fetched(attachmentId)).status).toBe(200)
      expect((await fetched(attachmentId, luis)).status).toBe(404)
      const attachment = { attachmentId, name: 'farola.jpg', type: 'image/jpeg' as const, bytes: file.length }
      const escalation = { reason: 'Cable suelto.' }
      await ana.push(create(serviceRequest({ attachments: [attachment], escalation })))
      expect((await fetched(attachmentId, luis)).status).toBe(404)
      world.clock.pass(4 * 3_600_000)
      const later = await world.signIn('luis')
      const opened: unknown = await (await fetched(attachmentId, later, 'application/json')).json()
      expect(opened).toEqual({ type: 'image/jpeg', data: file.toString('base64') })
      const answer = await fetched(attachmentId, later)
      expect(answer.headers.get('content-disposition')).toContain('attachment')
      expect(answer.headers.get('content-type')).toBe('image/jpeg')
      expect(Buffer.from(await answer.arrayBuffer()).equals(file)).toBe(true)
      const looks = await database()
        .open.db.selectFrom('audit_trail')
        .select(['agent_id', 'outcome', 'reason'])
        .where('subject', '=', attachmentId)
        .orderBy('audit_id')
        .execute()
      const refused = { agent_id: 'luis', outcome: 'refused', reason: null }
      const owed = { agent_id: 'luis', outcome: 'done', reason: 'owed' }
      const own = { agent_id: 'ana', outcome: 'done', reason: 'attached' }
      expect(looks).toHaveLength(5)
      expect(looks).toEqual(expect.arrayContaining([own, refused, refused, owed, owed]))
    })

    test('are judged by their bytes here too, whatever a desk says', async () => {
      const program = Buffer.concat([Buffer.from('MZ'), randomBytes(100)])
      expect(await pushAll(parts(program))).toMatchObject([{ status: 'rejected', reason: 'attachment-type' }])
      expect(await pushAll(parts(photograph(50), { type: 'application/pdf' }))).toMatchObject([
        { status: 'rejected', reason: 'attachment-type' },
      ])
    })

    test('with a piece that changed on the way, or is missing, are not taken for whole', async () => {
      const file = photograph(attachmentPartBytes + 50)
      const [first, last] = parts(file)
      const changed = parts(photograph(attachmentPartBytes + 50), {
        attachmentId: (first as Command & { type: 'attachment.part' }).payload.part.attachmentId,
      })[1]
      if (!first || !last || !changed) throw new Error('two pieces')
      await ana.push(first)
      const foreign = changed as Command & { type: 'attachment.part' }
      const { sha256 } = (last as Command & { type: 'attachment.part' }).payload.part
      const spoiled = {
        ...foreign,
        payload: { part: { ...foreign.payload.part, ...(sha256 === undefined ? {} : { sha256 }) } },
      }
      expect(await ana.push(spoiled)).toMatchObject([{ status: 'rejected', reason: 'attachment-damaged' }])
      expect(await pushAll(parts(file).slice(1))).toMatchObject([
        { status: 'rejected', reason: 'attachment-of-another' },
      ])
    })

    test('taken out before the case are gone', async () => {
      const attachmentId = ulid()
      await pushAll(parts(photograph(60), { attachmentId }))
      const remove: Command = {
        commandId: ulid(),
        type: 'attachment.remove',
        subject: `attachment ${attachmentId}`,
        issuedAt: start,
        agentId: 'ana',
        payload: { attachmentId },
      }
      expect(await ana.push(remove)).toMatchObject([{ status: 'accepted' }])
      const left = await database()
        .open.db.selectFrom('attachments')
        .select('name')
        .where('attachment_id', '=', attachmentId)
        .execute()
      expect(left).toEqual([])
    })
  })
