import { createHash, type Hash } from 'node:crypto'
import {
  attachmentPartBytes,
  attachmentTypeOf,
  OpenedAttachment,
  mostAttachments,
  partsOf,
  type Attachment,
  type AttachmentType,
} from '../../shared/domain/attachment.ts'
import { paths } from '../../shared/backend-api.ts'
import type { Interaction } from '../../shared/domain/interaction.ts'
import { DeskError } from '../../shared/errors.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock } from '../shell.ts'
import type { AskBackend } from '../sync/backend-client.ts'
import type { Outbox } from '../sync/outbox.ts'

/** Nobody reads a file for longer; what is left of it is forgotten. */
const mostBegun = 3

/** A file that the page is still reading out. */
interface Begun {
  interactionId: string
  name: string
  bytes: number
  next: number
  type: AttachmentType | undefined
  hash: Hash
}

/**
 * Photographs and documents of a contact. Each piece is a command of the outbox, so that it lies encrypted on the
 * disk, survives the plug being pulled, goes up once, and is gone from this machine when the city has it.
 */
export function createAttachments(deps: {
  rows: CacheRows
  outbox: Outbox
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  /** Changes an unfinished contact; throws where it is closed. */
  update: (interactionId: string, change: (interaction: Interaction) => Interaction) => unknown
  onIssued: () => void
  ask: AskBackend
  /** The agent looked at it. */
  onOpened: (attachmentId: string) => void
  /** IT lets documents be saved on this machine. */
  saveDocuments: boolean
  /** The agent has a copy of it. */
  onSaved: (attachmentId: string) => void
}): { readonly handlers: HandlersOf<'attachments'> } {
  const { rows, outbox } = deps
  const begun = new Map<string, Begun>()

  function signedIn(): string {
    const agentId = deps.agentId()
    if (agentId === undefined) throw new DeskError('unauthorised', 'Sign in first.')
    return agentId
  }

  function envelope(attachmentId: string) {
    return {
      commandId: deps.newId(),
      subject: subjectOf(attachmentId),
      issuedAt: new Date(deps.clock.now()).toISOString(),
      agentId: signedIn(),
    }
  }

  function reading(attachmentId: string, part: number): Begun {
    const file = begun.get(attachmentId)
    if (!file || file.next !== part) throw new DeskError('conflict', 'part: not the next one of this file.')
    return file
  }

  async function fetched(attachmentId: string): Promise<OpenedAttachment> {
    const opened = await deps.ask({
      method: 'GET',
      path: `${paths.attachments}/${attachmentId}`,
      reply: OpenedAttachment,
    })
    // Its bytes say what it is, here too: a picture that is none is not handed to a page.
    if (attachmentTypeOf(Buffer.from(opened.data, 'base64')) !== opened.type)
      throw new DeskError('damaged', 'data: not what it is said to be.')
    return opened
  }

  function refuse(attachmentId: string, why: string): never {
    begun.delete(attachmentId)
    throw new DeskError('invalid-input', why)
  }

  return {
    handlers: {
      'attachments.list': ({ interactionId }) =>
        (rows.interactions.byId(interactionId)?.attachments ?? []).map((attachment) => ({
          ...attachment,
          sent: 1 - outbox.pendingOf(subjectOf(attachment.attachmentId)) / partsOf(attachment.bytes),
        })),
      'attachments.begin'({ interactionId, name, bytes }) {
        const held = rows.interactions.byId(interactionId)?.attachments ?? []
        if (held.length >= mostAttachments)
          throw new DeskError('busy', `A contact takes ${mostAttachments} files.`)
        const attachmentId = deps.newId()
        begun.set(attachmentId, {
          interactionId,
          name,
          bytes,
          next: 0,
          type: undefined,
          hash: createHash('sha256'),
        })
        const [oldest] = begun.keys()
        if (begun.size > mostBegun && oldest !== undefined) begun.delete(oldest)
        return { attachmentId }
      },
      'attachments.append'({ attachmentId, part, data }) {
        const file = reading(attachmentId, part)
        const bytes = Buffer.from(data, 'base64')
        const isLast = part === partsOf(file.bytes) - 1
        const expected = isLast ? file.bytes - part * attachmentPartBytes : attachmentPartBytes
        if (bytes.length !== expected) refuse(attachmentId, 'data: not as long as it was said.')
        file.type ??= attachmentTypeOf(bytes)
        const { type, name, interactionId } = file
        if (type === undefined) return refuse(attachmentId, 'data: not a photograph and not a document.')
        file.hash.update(bytes)
        file.next++
        const attachment: Attachment = { attachmentId, name, type, bytes: file.bytes }
        const sha256 = isLast ? { sha256: file.hash.digest('hex') } : {}
        const keep = () =>
          outbox.append({
            ...envelope(attachmentId),
            type: 'attachment.part',
            payload: { part: { ...attachment, interactionId, part, data, ...sha256 } },
          })
        if (!isLast) {
          rows.together(keep)
          return null
        }
        begun.delete(attachmentId)
        rows.durably(() => {
          keep()
          deps.update(interactionId, (interaction) => ({
            ...interaction,
            attachments: [...(interaction.attachments ?? []), attachment],
          }))
        })
        deps.onIssued()
        return null
      },
      async 'attachments.open'({ attachmentId }) {
        const opened = await fetched(attachmentId)
        deps.onOpened(attachmentId)
        return opened
      },
      'attachments.documents': () => ({ mayBeSaved: deps.saveDocuments }),
      async 'attachments.save'({ attachmentId, name }) {
        if (!deps.saveDocuments)
          throw new DeskError('forbidden', 'The policy of this desk lets no document be saved on it.')
        const { type, data } = await fetched(attachmentId)
        if (type !== 'application/pdf')
          throw new DeskError('invalid-input', 'attachmentId: only documents are saved.')
        deps.onSaved(attachmentId)
        return { fileName: documentName(name), data }
      },
      'attachments.remove'({ interactionId, attachmentId }) {
        rows.durably(() => {
          deps.update(interactionId, (interaction) => ({
            ...interaction,
            attachments: (interaction.attachments ?? []).filter((one) => one.attachmentId !== attachmentId),
          }))
          outbox.append({
            ...envelope(attachmentId),
            type: 'attachment.remove',
            payload: { attachmentId },
          })
        })
        deps.onIssued()
        return null
      },
    },
  }
}

/** A name that is no path, hides no letters and ends as what it is, whatever the sender called it. */
function documentName(name: string): string {
  const plain = name.replace(/\.pdf$/i, '').replaceAll(/[\p{C}/\\:*?"<>|]+/gu, '_')
  return `${plain.replace(/^[.\s]+/, '') || 'documento'}.pdf`
}

/** Its own, so that its pieces go in order and hold nothing else back. */
const subjectOf = (attachmentId: string): string => `attachment ${attachmentId}`
