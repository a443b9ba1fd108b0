import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { BackendError } from '../../shared/backend-api.ts'
import { DeskError } from '../../shared/errors.ts'
import { operatingPaths } from '../../shared/operating-api.ts'
import type { Described, DescribedRoutes } from '../api/described.ts'

/**
 * Collects the routes that are added after it, and serves what they are as OpenAPI 3.1. Throws `internal` for a
 * route that nobody described: the document never falls behind the server.
 */
export async function documentApi(app: FastifyInstance, described: DescribedRoutes): Promise<void> {
  const descriptionOf = (method: unknown, url: string): Described => {
    const found = described[`${String(method)} ${url}`]
    if (!found)
      throw new DeskError('internal', `${String(method)} ${url} has no description in src/backend/api.`)
    return found
  }
  app.addHook('onRoute', ({ method, url }) => {
    if (method !== 'HEAD') descriptionOf(method, url)
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ventanilla',
        version: '1',
        description: 'What desks, team leads, administrators and other programs of the city ask the backend.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    },
    convertConstToEnum: false,
    stripBasePath: false,
    transform: ({ url, route }) => ({ url, schema: schemaOf(descriptionOf(route.method, url)) }),
  })
  app.route({
    method: 'GET',
    url: operatingPaths.document,
    config: { open: true },
    handler: () => app.swagger(),
  })
}

function schemaOf({ says, who, query, body, reply, produces, consumes }: Described): Record<string, unknown> {
  return {
    summary: says,
    ...(who === 'anybody' ? { security: [] } : { security: [{ session: [] }], 'x-least-role': who }),
    ...(query && {
      querystring: { ...shapeOf(query, 'output'), required: shapeOf(query, 'input')['required'] ?? [] },
    }),
    ...(body && { body: shapeOf(body, 'input') }),
    ...(consumes && { consumes, body: { type: 'object' } }),
    ...(produces && { produces }),
    response: {
      200: { description: 'Done.', ...(reply ? shapeOf(reply, 'output') : {}) },
      '4xx': { description: 'Refused; `code` says why.', ...shapeOf(BackendError, 'output') },
      '5xx': { description: 'Could not; ask again later.', ...shapeOf(BackendError, 'output') },
    },
  }
}

/** The same schema that checks what comes, as JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
function shapeOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return shape
}
