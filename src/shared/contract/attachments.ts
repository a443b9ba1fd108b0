import { z } from 'zod'
import { Attachment, AttachmentPart, OpenedAttachment, mostAttachmentBytes } from '../domain/attachment.ts'
import { Id } from '../domain/basics.ts'
import { done, nothing, request } from './request.ts'

export const AttachmentView = Attachment.extend({
  /** How much of it the city has, 0 to 1. */
  sent: z.number().min(0).max(1),
})
export type AttachmentView = z.infer<typeof AttachmentView>

export const attachmentsRequests = {
  'attachments.list': request(z.object({ interactionId: Id }), z.array(AttachmentView)),
  /** Says what comes; refuses what is too large or one too many before a byte of it is read. */
  'attachments.begin': request(
    z.object({
      interactionId: Id,
      name: z.string().min(1).max(120),
      bytes: z.number().int().min(1).max(mostAttachmentBytes),
    }),
    z.object({ attachmentId: Id }),
  ),
  /** In order, from 0. The first tells by its bytes what the file is; with the last it is on its way. */
  'attachments.append': request(
    z.object({ attachmentId: Id, part: AttachmentPart.shape.part, data: AttachmentPart.shape.data }),
    done,
  ),
  /** A photograph, whole, from the city; who looked is written down. Documents are not drawn here. */
  'attachments.open': request(z.object({ attachmentId: Id }), OpenedAttachment),
  /** Whether IT lets documents of cases be saved on this machine. */
  'attachments.documents': request(nothing, z.object({ mayBeSaved: z.boolean() })),
  /** A document, whole, to be saved as a file and never drawn; who saved it is written down. */
  'attachments.save': request(
    z.object({ attachmentId: Id, name: Attachment.shape.name }),
    z.object({ fileName: z.string(), data: OpenedAttachment.shape.data }),
  ),
  'attachments.remove': request(z.object({ interactionId: Id, attachmentId: Id }), done),
} as const
