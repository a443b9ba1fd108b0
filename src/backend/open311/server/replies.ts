import type { FastifyReply } from 'fastify'
import { toXml, type Content } from '../markup.ts'

/** GeoReport v2 §1.1: the format is the suffix of the path. */
export type Format = 'xml' | 'json'
export const formats: readonly Format[] = ['xml', 'json']

const mimeOf: Record<Format, string> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** One problem of a request, in words for whoever filled in the form. */
export interface Problem {
  readonly code: number
  readonly description: string
}

/**
 * Why a request was refused: several problems may be told at once. 404 for a jurisdiction, service or request
 * that is not there, 403 for the key, 400 for everything else of the asker's (GeoReport v2, Errors).
 */
export class Refusal extends Error {
  readonly status: number
  readonly problems: readonly Problem[]

  constructor(status: number, ...descriptions: string[]) {
    super(descriptions.join(' '))
    this.name = 'Refusal'
    this.status = status
    this.problems = descriptions.map((description) => ({ code: status, description }))
  }
}

export async function answer(
  reply: FastifyReply,
  format: Format,
  root: string,
  content: Content,
): Promise<FastifyReply> {
  const body = format === 'xml' ? toXml(root, content) : JSON.stringify(content)
  return await reply.header('content-type', mimeOf[format]).send(body)
}

/** Also where the path names no format: XML is the one that GeoReport makes mandatory. */
export function formatOf(path: string): Format {
  return /\.json$/i.test(path.split('?', 1)[0] ?? '') ? 'json' : 'xml'
}
