import { z } from 'zod'
import {
  BackendError,
  ChangePage,
  CityInfo,
  PushOutcomes,
  Session,
  paths,
  type SetPresence,
  type SignIn,
} from '../../shared/backend-api.ts'
import type { Command, Outcome } from '../../shared/commands.ts'
import type { Clock } from '../shell.ts'
import { NoAnswer, retryAfterMs, unanswered } from './no-answer.ts'
import { listenForPokes } from './poke.ts'
import { DeskError, deskErrorCodes, type DeskErrorCode } from '../../shared/errors.ts'

/** The municipal backend as the core sees it. Every method throws a `DeskError` and nothing else. */
export interface BackendClient {
  city(): Promise<CityInfo>
  signIn(who: z.infer<typeof SignIn>): Promise<Session>
  /** `elsewhere`: the agent works on at another desk. */
  signOut(token: string, elsewhere?: boolean): Promise<void>
  setPresence(token: string, presence: z.infer<typeof SetPresence>): Promise<void>
  push(token: string, commands: readonly Command[]): Promise<Outcome[]>
  changes(token: string, after: number): Promise<ChangePage>
  /** What is only done online (the team lead's screens): the answer is checked and kept nowhere. */
  ask<S extends z.ZodType>(token: string | undefined, question: Question<S>): Promise<z.infer<S>>
  /** Hears "there is something to pull", reconnecting by itself; not needed for correctness. */
  listen(token: () => string, clock: Clock, onPoke: () => void): { close(): void }
  /** This machine's clock before (+) or behind (−) the backend's, ms; undefined before the first answer. */
  clockOffByMs(): number | undefined
}

/** One request to a route of the backend; `reply` is the shape its answer must have. */
export interface Question<S extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  headers?: Record<string, string>
  reply: S
}

/** `ask` in the name of who is signed in. */
export type AskBackend = <S extends z.ZodType>(question: Question<S>) => Promise<z.infer<S>>

/** So large that a new desk reads a whole city (100,000 records) without spending its agent's rate limit. */
const pageSize = 500
/** A refusal names its field and rule; nobody needs a page of it. */
const wordsKept = 500
const answerWithinMs = 10_000
/** An answer that took longer says too little of what time it was there. */
const timelyMs = 3_000

/** Translates every foreign failure once, here: no network, a proxy's HTML page, a status, a wrong shape. */
export function httpBackend(baseUrl: string, send: typeof fetch = fetch): BackendClient {
  let offByMs: number | undefined

  /** The `Date` of an answer, in whole seconds, is that of the middle of the way there and back. */
  function hearTime(date: string | null, askedAt: number, tookMs: number): void {
    const there = date === null ? Number.NaN : Date.parse(date)
    if (!Number.isNaN(there) && tookMs <= timelyMs) offByMs = Math.round(askedAt + tookMs / 2 - (there + 500))
  }

  async function call<S extends z.ZodType>(
    method: string,
    path: string,
    reply: S,
    options: { token?: string; body?: unknown; headers?: Record<string, string> | undefined },
  ): Promise<z.infer<S>> {
    const headers: Record<string, string> = { ...options.headers, accept: 'application/json' }
    if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`
    if (options.body !== undefined) headers['content-type'] = 'application/json'
    const [askedAt, from] = [Date.now(), performance.now()]
    const response = await send(new URL(path, baseUrl), {
      method,
      headers,
      // Whoever sends the desk elsewhere is not the backend; no case is carried to another house.
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    }).catch((cause: unknown) => {
      throw unanswered(cause)
    })
    const text = await response.text().catch((cause: unknown) => {
      throw new NoAnswer({ kind: 'cut-off' }, 'The answer of the municipal backend broke off.', { cause })
    })
    if (!response.ok) throw refusal(response, text)
    const parsed = reply.safeParse(text === '' ? null : readJson(text))
    if (!parsed.success)
      throw new NoAnswer(
        { kind: 'other-voice', status: response.status },
        'Something that is not the municipal backend answered.',
        { cause: parsed.error },
      )
    hearTime(response.headers.get('date'), askedAt, performance.now() - from)
    return parsed.data
  }

  return {
    city: () => call('GET', paths.city, CityInfo, {}),
    signIn: (who) => call('POST', paths.session, Session, { body: who }),
    signOut: async (token, elsewhere = false) =>
      void (await call('DELETE', elsewhere ? `${paths.session}?elsewhere=yes` : paths.session, z.unknown(), {
        token,
      })),
    setPresence: async (token, presence) =>
      void (await call('PUT', paths.presence, z.unknown(), { token, body: presence })),
    push: async (token, commands) =>
      (await call('POST', paths.commands, PushOutcomes, { token, body: { commands } })).outcomes,
    ask: (token, { method, path, body, headers, reply }) =>
      call(method, path, reply, token === undefined ? { body, headers } : { token, body, headers }),
    clockOffByMs: () => offByMs,
    listen: (token, clock, onPoke) => listenForPokes(baseUrl, token, clock, onPoke),
    changes: (token, after) =>
      call('GET', `${paths.changes}?after=${after}&limit=${pageSize}`, ChangePage, { token }),
  }
}

/** A refusal is believed where it speaks as the backend does; a proxy's 4xx decides nothing about a command. */
function refusal({ status, headers }: Response, text: string): DeskError {
  const parsed = BackendError.safeParse(readJson(text))
  const code = parsed.success ? knownCode(parsed.data.code) : undefined
  if (status === 401 && parsed.success)
    return new DeskError('unauthorised', 'The municipal backend wants you to sign in again.')
  const afterMs = retryAfterMs(headers.get('retry-after'), Date.now())
  const answered = `The municipal backend answered ${status}.`
  if (status === 429 || (status === 503 && afterMs !== undefined))
    return new NoAnswer({ kind: 'too-busy', status }, answered, { afterMs })
  if (status === 408) return new NoAnswer({ kind: 'too-slow', status }, answered, { afterMs })
  if (status >= 500) return new NoAnswer({ kind: 'fault', status }, answered, { afterMs })
  if (!parsed.success || code === undefined)
    return new NoAnswer({ kind: 'other-voice', status }, answered, { afterMs })
  return new DeskError(code, parsed.data.message.slice(0, wordsKept))
}

function knownCode(code: string): DeskErrorCode | undefined {
  return deskErrorCodes.find((known) => known === code)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
