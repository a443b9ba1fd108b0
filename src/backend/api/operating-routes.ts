import { z } from 'zod'
import { operatingPaths, AuditPage, AuditQuestion } from '../../shared/operating-api.ts'
import { HealthView, paths } from '../../shared/backend-api.ts'
import type { DescribedRoutes } from './described.ts'

const healthy = z.object({ status: z.literal('ok') })

/** For whoever runs the server, and for administrators. */
export const operatingRouteDescriptions: DescribedRoutes = {
  [`GET ${paths.health}`]: {
    says: 'Whether the database answers, and what time it is there.',
    who: 'anybody',
    reply: HealthView,
  },
  [`GET ${operatingPaths.live}`]: {
    says: 'Whether this process runs at all; a process that does not answer is to be started again.',
    who: 'anybody',
    reply: healthy,
  },
  [`GET ${operatingPaths.ready}`]: {
    says: 'Whether this copy takes requests: its database answers and it is not closing.',
    who: 'anybody',
    reply: HealthView,
  },
  [`GET ${operatingPaths.metrics}`]: {
    says: 'Figures of this copy for Prometheus; there only with a token of its own, sent as Bearer.',
    who: 'anybody',
    produces: ['text/plain'],
  },
  [`GET ${operatingPaths.document}`]: {
    says: 'This document.',
    who: 'anybody',
    reply: z.record(z.string(), z.unknown()),
  },
  [`GET ${operatingPaths.audit}`]: {
    says: 'Who changed what, and who looked at which citizen’s record and by what right, newest first; never the words of it.',
    who: 'administrator',
    query: AuditQuestion,
    reply: AuditPage,
  },
}
