import { z } from 'zod'
import { Instant } from '../domain/basics.ts'
import { BundleRefusal } from '../domain/publishing/bundle.ts'
import { nothing, request } from './request.ts'

/** A file travels to the core in parts, so that none is longer than a host carries. UTF-16 code units. */
export const longestFilePart = 40_000
/** About four times a city's whole knowledge; above it, it is some other file. */
const mostFileParts = 800

export const bundleRequests = {
  /** The signed knowledge that this desk works with, and what was refused last and is not put right. */
  'bundle.get': request(
    nothing,
    z.object({
      installed: z
        .object({ bundleVersion: z.number().int(), createdAt: Instant, installedAt: Instant })
        .nullable(),
      refused: z.object({ refusal: BundleRefusal, at: Instant }).nullable(),
    }),
  ),
  /** One part of a file from a USB stick, in order from 0; the last one is answered with what became of it. */
  'bundle.takeFile': request(
    z.object({
      part: z.number().int().nonnegative(),
      parts: z.number().int().positive().max(mostFileParts),
      text: z.string().max(longestFilePart),
    }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['more', 'installed', 'same']) }),
      z.object({ kind: z.literal('refused'), refusal: BundleRefusal }),
    ]),
  ),
} as const
