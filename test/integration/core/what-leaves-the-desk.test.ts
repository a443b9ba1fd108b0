import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { paths } from '../../../src/shared/backend-api.ts'
import { publishingPaths } from '../../../src/shared/publishing-api.ts'
import { shiftOf } from '../../support/shift-of.ts'
import { deskInShift, type TestDesk } from '../../support/test-desk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await deskInShift()
})
afterEach(() => desk.dispose())

const { connect, hangUpAndClose, pass, shift } = shiftOf(() => desk)

describe('what leaves the desk', () => {
  /** What is asked of the backend in any shift; a request that is not named here is one the agent is not shown. */
  const requests: Readonly<Record<string, string>> = {
    [`PUT ${paths.agentReport}`]: 'agent.report',
    [`POST ${paths.accessLog}`]: 'access.log',
    [`POST ${paths.desk}`]: 'desk.knock',
    [`POST ${paths.caller}`]: 'caller.ask',
    [`POST ${paths.sameCases}`]: 'sameCases.ask',
    [`POST ${publishingPaths.documents}`]: 'knowledge.ask',
    [`POST ${publishingPaths.installed}`]: 'knowledge.installed',
  }

  test('is what the agent is shown, field by field; his energy and his reasons are not in it', async () => {
    await connect('c1')
    await pass(44)
    const [prompt] = (await shift()).prompts
    const reason = 'mi hija está con fiebre'
    const promptId = prompt?.promptId ?? ''
    await desk.desk.request('shift.answerPrompt', { promptId, answer: 'not-now', reason })
    await desk.desk.request('shift.checkIn', { energy: 1 })
    await hangUpAndClose('c1')
    await pass(90)
    const shown = new Set(
      (await desk.desk.request('shift.whatIsSent', {})).map(({ message, path }) => `${message} ${path}`),
    )
    // A field that is empty just now is shown by what may stand in it.
    const isShown = (name: string) => [...shown].some((one) => one === name || one.startsWith(`${name}.`))
    const sent = [
      ...desk.backend.told.flatMap((told) => leaves(told, 'presence.set', [])),
      ...desk.backend.applied.flatMap((command) => leaves(command, command.type, [])),
      ...desk.backend.asked.flatMap(({ method, path, body }) =>
        leaves(body, requests[`${method} ${path}`] ?? path, []),
      ),
    ]
    expect(sent).toContain('breaks.record payload.breaks.owed')
    const messages = new Set(sent.map((name) => name.split(' ')[0]))
    for (const message of ['agent.report', 'desk.knock', 'breaks.record']) expect(messages).toContain(message)
    expect(sent.filter((name) => !isShown(name))).toEqual([])
    const wire = JSON.stringify([desk.backend.applied, desk.backend.told, desk.backend.asked, desk.logged])
    expect(wire).not.toMatch(/fiebre|energy/)
    expect((await desk.desk.request('shift.ledger', {})).energy).toMatchObject([{ energy: 1 }])
  })

  function leaves(value: unknown, message: string, path: readonly string[]): string[] {
    if (Array.isArray(value)) return value.flatMap((each) => leaves(each, message, path))
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).flatMap(([field, inner]) => leaves(inner, message, [...path, field]))
    return [`${message} ${path.join('.')}`]
  }
})
