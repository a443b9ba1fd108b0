import { QueryObserver, type QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAnswers, letGoAfterMs, putAnswer, questionOf } from '../../../src/renderer/desk/app/answers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const link = { request: () => Promise.resolve([] as never) }

/** On the screen until the answer was there, then off it. */
async function lookAt(
  answers: QueryClient,
  ...[method, input, asking]: Parameters<typeof ask>
): Promise<void> {
  const leave = new QueryObserver(answers, ask(method, input, asking)).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  leave()
  await vi.advanceTimersByTimeAsync(1)
}

const ask = (
  method: 'search.find' | 'records.read' | 'catalogue.get',
  input: object,
  asking?: { brief?: boolean; keep?: boolean },
) => questionOf(link, method, input as never, asking)

const kept = (answers: QueryClient) => answers.getQueryCache().getAll().length

test('what is found for each letter typed goes as soon as the next is asked', async () => {
  const answers = createAnswers()
  const observer = new QueryObserver(answers, ask('search.find', { query: 'p' }, { brief: true, keep: true }))
  const leave = observer.subscribe(() => {})
  for (const query of ['pe', 'per', 'perm', 'permi']) {
    observer.setOptions(ask('search.find', { query }, { brief: true, keep: true }))
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(kept(answers)).toBe(1)
  leave()
  await vi.advanceTimersByTimeAsync(1)
  expect(kept(answers)).toBe(0)
})

test('a day of records that were looked at leaves none of them in the page', async () => {
  const answers = createAnswers()
  for (let id = 0; id < 300; id += 1)
    await lookAt(answers, 'records.read', { kind: 'article', id: `a-${id}` })
  expect(kept(answers)).toBe(300)
  await vi.advanceTimersByTimeAsync(letGoAfterMs)
  expect(kept(answers)).toBe(0)
})

test('what came with an action after its card had gone is let go too', async () => {
  const answers = createAnswers()
  putAnswer(answers, 'recording.get', { callId: 'c-1' }, { state: 'recording' })
  await vi.advanceTimersByTimeAsync(letGoAfterMs)
  expect(kept(answers)).toBe(0)
})

test('what has no question, as the catalogue, stays all day', async () => {
  const answers = createAnswers()
  await lookAt(answers, 'catalogue.get', {})
  await vi.advanceTimersByTimeAsync(10 * 60 * 60_000)
  expect(kept(answers)).toBe(1)
})
