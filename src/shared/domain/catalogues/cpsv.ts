import type { z } from 'zod'
import { plainRule } from '../../plain-rule.ts'
import { Procedure } from '../procedure.ts'
import { publicService } from './cpsv-shapes.ts'
import { cpsvContext } from './cpsv-terms.ts'
import { isoDuration, readIsoDuration } from './iso-duration.ts'
import { isNode, plain } from './terms.ts'

/** A JSON-LD document of CPSV-AP 3.2.0: its own context and one node per service. */
export interface CpsvDocument {
  readonly '@context': typeof cpsvContext
  readonly '@graph': readonly Record<string, unknown>[]
}

export type ReadProcedure =
  { ok: true; procedure: Procedure } | { ok: false; problems: { field: string; rule: string }[] }

/**
 * For other catalogues (CPSV-AP 3.2.0). Beside our own terms stand the ones a plain CPSV reader looks for, which
 * hold less: the longest time as a duration, and the papers as evidence.
 */
export function toCpsv(procedures: readonly Procedure[]): CpsvDocument {
  return { '@context': cpsvContext, '@graph': procedures.map(serviceOf) }
}

/** Every service of a document as a procedure, or why it is none: field and rule, never the value. */
export function fromCpsv(document: unknown): ReadProcedure[] {
  const graph = isNode(document) ? document['@graph'] : undefined
  const nodes: unknown[] = Array.isArray(graph) ? graph : [document]
  const services = nodes.filter((each) => isNode(each) && each['@type'] === 'cpsv:PublicService')
  if (services.length === 0)
    return [{ ok: false, problems: [{ field: '@graph', rule: 'holds no cpsv:PublicService' }] }]
  return services.map(procedureOf)
}

function serviceOf(procedure: Procedure): Record<string, unknown> {
  const { procedureId, time, requirements } = procedure
  const papers = requirements.filter(({ kind }) => kind === 'document' || kind === 'declaration')
  return {
    '@id': `urn:ventanilla:procedure:${procedureId}`,
    ...(publicService.to(procedure as never) as object),
    ...(time.maximum && {
      'cv:processingTime': { '@type': 'xsd:duration', '@value': isoDuration(time.maximum) },
    }),
    ...(papers.length > 0 && {
      'cpsv:hasInput': papers.map(({ requirementId, text }) => ({
        '@type': 'cv:Evidence',
        'dct:identifier': requirementId,
        'dct:title': { '@language': 'es', '@value': text },
      })),
    }),
  }
}

function procedureOf(service: unknown): ReadProcedure {
  const read = publicService.from(service)
  const parsed = Procedure.safeParse(isNode(read) ? withStandardTime(read, service) : read, {
    reportInput: true,
  })
  if (parsed.success) return { ok: true, procedure: parsed.data }
  return { ok: false, problems: parsed.error.issues.map(problemOf) }
}

/** A service that does not come from us says how long it takes in the standard's own term. */
function withStandardTime(read: Record<string, unknown>, service: unknown): Record<string, unknown> {
  const duration = isNode(service) ? readIsoDuration(plain.from(service['cv:processingTime'])) : undefined
  return read['time'] !== undefined || duration === undefined
    ? read
    : { ...read, time: { maximum: duration } }
}

function problemOf(issue: z.core.$ZodIssue): { field: string; rule: string } {
  return { field: issue.path.map(String).join('.'), rule: plainRule(issue) }
}
