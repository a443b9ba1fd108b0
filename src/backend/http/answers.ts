import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { DeskError, type DeskErrorCode } from '../../shared/errors.ts'
import { faultFacts, type Log } from '../log.ts'
import { TooMany } from './rate-limit.ts'

const statusOf: Record<DeskErrorCode, number> = {
  'invalid-input': 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'no-line': 409,
  'no-microphone': 409,
  'no-disk': 500,
  busy: 429,
  damaged: 500,
  internal: 500,
  unavailable: 503,
}

/** What Fastify itself refuses before a route runs: its own words stay here, ours go out. */
const refusedBeforeRoute: Record<number, string> = {
  400: 'The body is not valid JSON.',
  408: 'The request took too long to arrive.',
  413: 'The body is too large. Send fewer records at once.',
  414: 'The address is too long.',
  415: 'The body must be application/json.',
  431: 'The headers are too large.',
}

/** Checks what comes from outside, where it comes in; says which field broke which rule, never its value. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new DeskError('invalid-input', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`)
}

/** One shape for everything that fails: `{ code, message }`. A fault's own words and its stack stay inside. */
export function answerFailures(app: FastifyInstance, log: Log): void {
  app.setErrorHandler(async (thrown, request, reply) => {
    const status = (thrown as { statusCode?: unknown }).statusCode
    if (!(thrown instanceof DeskError) && typeof status === 'number' && status >= 400 && status < 500)
      return reply
        .code(status)
        .send({ code: 'invalid-input', message: refusedBeforeRoute[status] ?? 'The request was refused.' })
    const error =
      thrown instanceof DeskError ? thrown : new DeskError('internal', 'Something failed in the backend.')
    if (statusOf[error.code] >= 500)
      log.error('request failed', { route: request.routeOptions.url, ...faultFacts(thrown) })
    if (error.code === 'busy') void reply.header('retry-after', String(secondsToWait(error)))
    if (error.code === 'unauthorised') void reply.header('www-authenticate', 'Bearer')
    return reply.code(statusOf[error.code]).send({ code: error.code, message: error.message })
  })
  app.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).send({ code: 'not-found', message: 'Nothing lives at this address.' }),
  )
}

/** What `Retry-After` says of a refusal that ends by itself. */
export function secondsToWait(error: DeskError): number {
  return error instanceof TooMany ? error.afterSeconds : 1
}

/** Answers what the HTTP parser itself refuses, such as 64 KB of headers, in the same shape. */
export function answerBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: { writable: boolean; end(text: string): unknown; destroy(): unknown },
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
  const body = JSON.stringify({
    code: 'invalid-input',
    message: status === 431 ? refusedBeforeRoute[431] : 'This is not HTTP.',
  })
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
