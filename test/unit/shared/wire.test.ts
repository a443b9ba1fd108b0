import { expect, test } from 'vitest'
import { serveDesk, type Handlers, type PageRole } from '../../../src/shared/serve.ts'
import { DeskError } from '../../../src/shared/errors.ts'
import { connectDesk, memoryPorts, type Port } from '../../../src/shared/wire.ts'

const answering = {
  'settings.get': () => ({ language: 'es', theme: 'dark' }),
  'calls.answer': () => {
    throw new DeskError('conflict', 'That call does not ring any more.')
  },
  'calls.hangUp': () => {
    throw new Error('SELECT * FROM citizens')
  },
  'voice.hello': () => ({ commands: [] }),
} as unknown as Handlers

function pair(role: PageRole): { page: Port; desk: ReturnType<typeof connectDesk>; reported: unknown[] } {
  const [page, core] = memoryPorts()
  const reported: unknown[] = []
  serveDesk(core, role, answering, (error) => void reported.push(error))
  return { page, desk: connectDesk(page), reported }
}

test('a request gets its reply, and a handler’s code survives the way', async () => {
  const { desk } = pair('desk')
  await expect(desk.request('settings.get', {})).resolves.toEqual({ language: 'es', theme: 'dark' })
  await expect(desk.request('calls.answer', { callId: 'c1', pressedAtMs: 0 })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test('what breaks inside is reported inside; the page hears only a code', async () => {
  const { desk, reported } = pair('desk')
  const failure = desk.request('calls.hangUp', { callId: 'c1' })
  await expect(failure).rejects.toMatchObject({
    code: 'internal',
    message: 'Something failed inside the desk.',
  })
  expect(reported).toHaveLength(1)
})

test('a desk page may not speak for the line', async () => {
  await expect(pair('desk').desk.request('voice.hello', {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(pair('voice').desk.request('voice.hello', {})).resolves.toEqual({ commands: [] })
})

test('unknown methods, inherited names and wrong inputs are refused', async () => {
  const { desk } = pair('desk')
  const raw = desk.request as (method: string, input: unknown) => Promise<unknown>
  await expect(raw('no.such', {})).rejects.toMatchObject({ code: 'not-found' })
  await expect(raw('constructor', {})).rejects.toMatchObject({ code: 'not-found' })
  await expect(raw('calls.answer', { callId: 7 })).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(raw('settings.get', { extra: true })).rejects.toMatchObject({ code: 'invalid-input' })
})

test('messages that are not of the wire are ignored, and the next good one is answered', async () => {
  const { page, desk } = pair('desk')
  for (const noise of [null, 'hello', 42, [], { kind: 'request' }, { kind: 'request', id: 'x', method: 1 }])
    page.post(noise)
  await expect(desk.request('settings.get', {})).resolves.toBeDefined()
})

test('when the core goes away every open question is answered with that', async () => {
  const [page, core] = memoryPorts()
  const desk = connectDesk(page)
  const open = desk.request('settings.get', {})
  core.close()
  await expect(open).rejects.toMatchObject({ code: 'unavailable' })
  await expect(desk.request('settings.get', {})).rejects.toMatchObject({ code: 'unavailable' })
})
