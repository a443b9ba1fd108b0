import { z } from 'zod'

/** A question of a page and its answer: `serveDesk` checks the one, the compiler the other. */
export const request = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })
export const nothing = z.object({}).strict()
export const done = z.null()
