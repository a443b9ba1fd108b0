import fastify from 'fastify'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { documentApi } from '../../../src/backend/http/api-document.ts'
import { operatingPaths } from '../../../src/shared/operating-api.ts'

const itself = { [`GET ${operatingPaths.document}`]: { says: 'This document.', who: 'anybody' } } as const

test('a route that nobody described does not come up', async () => {
  const app = fastify()
  await documentApi(app, itself)
  expect(() => app.get('/v1/forgotten', () => ({}))).toThrow('GET /v1/forgotten has no description')
})

test('bodies, questions and answers are told by the schemas that check them', async () => {
  const app = fastify()
  await documentApi(app, {
    ...itself,
    'PUT /v1/lamps/:lampId': {
      says: 'Lights a lamp.',
      who: 'team-lead',
      query: z.object({ dim: z.coerce.number().int().default(3), from: z.string() }),
      body: z.strictObject({ colour: z.enum(['red', 'green']) }),
      reply: z.object({ lit: z.boolean() }),
    },
  })
  app.put('/v1/lamps/:lampId', () => ({ lit: true }))
  const { paths } = (await app.inject(operatingPaths.document)).json<{ paths: Record<string, unknown> }>()
  expect(paths['/v1/lamps/{lampId}']).toMatchObject({
    put: {
      summary: 'Lights a lamp.',
      security: [{ session: [] }],
      'x-least-role': 'team-lead',
      parameters: [
        { in: 'query', name: 'dim', required: false, schema: { type: 'integer' } },
        { in: 'query', name: 'from', required: true },
        { in: 'path', name: 'lampId', required: true },
      ],
      requestBody: {
        content: { 'application/json': { schema: { properties: { colour: { enum: ['red', 'green'] } } } } },
      },
      responses: {
        '200': { content: { 'application/json': { schema: { properties: { lit: { type: 'boolean' } } } } } },
        '4XX': { content: { 'application/json': { schema: { required: ['code', 'message'] } } } },
      },
    },
  })
})
