import { beforeEach, expect, test } from 'vitest'
import { createSoundGraph } from '../../../src/renderer/voice/sound/sound-graph.ts'

/** What of the browser's graph matters here; `mayRun` is what autoplay says. */
class FakeContext {
  state: AudioContextState = 'suspended'
  mayRun = true
  readonly asked: string[] = []

  suspend(): Promise<void> {
    this.asked.push('suspend')
    this.state = 'suspended'
    return Promise.resolve()
  }
  resume(): Promise<void> {
    this.asked.push('resume')
    if (this.mayRun) this.state = 'running'
    return Promise.resolve()
  }
}

let context: FakeContext
const graphOf = () => createSoundGraph(context as unknown as AudioContext)
beforeEach(() => void (context = new FakeContext()))

test('the graph runs while one of several sounds, and rests after the last', () => {
  const graph = graphOf()
  const endFirst = graph.use()
  const endSecond = graph.use()
  endFirst()
  expect(context.state).toBe('running')
  endSecond()
  expect(context.state).toBe('suspended')
})

test('who says twice that it is over ends nobody else’s sound', () => {
  const graph = graphOf()
  const endFirst = graph.use()
  graph.use()
  endFirst()
  endFirst()
  expect(context.state).toBe('running')
})

test('a graph at rest is able to run; one that may not run is not, and has nothing to rest from', () => {
  const graph = graphOf()
  expect(graph.able).toBe(false)
  graph.use()()
  expect(graph.able).toBe(true)
  context.mayRun = false
  const end = graph.use()
  expect(graph.able).toBe(false)
  end()
  expect(graph.able).toBe(false)
  expect(context.asked).toEqual(['resume', 'suspend', 'resume'])
})
