import { z } from 'zod'
import { Id } from './basics.ts'

/** What a citizen shows of a case: photographs and documents, and nothing that runs. */
export const AttachmentType = z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])
export type AttachmentType = z.infer<typeof AttachmentType>

/** A photograph of a telephone fits; a film does not. */
export const mostAttachmentBytes = 5 * 1024 * 1024
export const mostAttachments = 5
/** Small enough that fifty of them travel in one batch (4 MB), and that losing one on the way costs little. */
export const attachmentPartBytes = 48 * 1024

export const Attachment = z.object({
  attachmentId: Id,
  name: z.string().min(1).max(120),
  type: AttachmentType,
  bytes: z.number().int().min(1).max(mostAttachmentBytes),
})
export type Attachment = z.infer<typeof Attachment>

/** One piece on its way; what has arrived is never sent again. The last says what the whole must be. */
export const AttachmentPart = Attachment.extend({
  interactionId: Id,
  part: z.number().int().nonnegative(),
  data: z
    .base64()
    .min(4)
    .max((attachmentPartBytes / 3) * 4),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal')
    .optional(),
})
export type AttachmentPart = z.infer<typeof AttachmentPart>

/** A whole file as the desk looks at it; in JSON, because the desk reads nothing else from the backend. */
export const OpenedAttachment = z.object({
  type: AttachmentType,
  data: z.base64().max(Math.ceil(mostAttachmentBytes / 3) * 4),
})
export type OpenedAttachment = z.infer<typeof OpenedAttachment>

/** Why a file is not taken, as codes that the desk has words for. */
export const attachmentRefusals = {
  type: 'attachment-type',
  damaged: 'attachment-damaged',
  another: 'attachment-of-another',
} as const
export type AttachmentRefusal = (typeof attachmentRefusals)[keyof typeof attachmentRefusals]

export const partsOf = (bytes: number): number => Math.ceil(bytes / attachmentPartBytes)

/**
 * What a file is by its first bytes, whatever its name says: JPEG (ISO/IEC 10918-1 B.1.1.3), PNG (RFC 2083 §3.1),
 * WebP (RFC 9649 §2.4) and PDF (ISO 32000-2 §7.5.2). Undefined for everything else.
 */
export function attachmentTypeOf(start: Uint8Array): AttachmentType | undefined {
  const at = (offset: number, ...expected: number[]) =>
    expected.every((byte, index) => start[offset + index] === byte)
  if (at(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (at(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (at(0, 0x52, 0x49, 0x46, 0x46) && at(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  if (at(0, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf'
  return undefined
}
