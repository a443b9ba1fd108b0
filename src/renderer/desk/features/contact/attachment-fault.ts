/** What the core would refuse, said before a byte is read. As `shared/domain/attachment.ts` has it. */
const mostBytes = 5 * 1024 * 1024

export type AttachmentFault = 'type' | 'large' | 'many' | 'empty' | 'failed'

export function attachmentFault({ size }: { size: number }): AttachmentFault | undefined {
  if (size === 0) return 'empty'
  return size > mostBytes ? 'large' : undefined
}
