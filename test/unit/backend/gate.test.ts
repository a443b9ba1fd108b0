import { expect, test } from 'vitest'
import type { FastifyRequest } from 'fastify'
import { onlyFor } from '../../../src/backend/http/gate.ts'

const asked = (role: 'agent' | 'team-lead' | 'administrator') =>
  ({
    caller: { agent: { agentId: 'ana', name: 'Ana', role, queues: [] }, tokenHash: 'hash' },
  }) as unknown as FastifyRequest

test('a route of team leads refuses an agent and says which role it takes', () => {
  expect(() => onlyFor(asked('agent'), 'team-lead')).toThrow(/role team-lead/)
})

test('who may do more may do what team leads may, and nobody more than his role', () => {
  expect(onlyFor(asked('team-lead'), 'team-lead').agent.role).toBe('team-lead')
  expect(onlyFor(asked('administrator'), 'team-lead').agent.role).toBe('administrator')
  expect(() => onlyFor(asked('team-lead'), 'administrator')).toThrow(/administrator/)
})
