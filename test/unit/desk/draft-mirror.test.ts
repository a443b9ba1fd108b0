import { expect, test } from 'vitest'
import { composeDraft, createDraftMirror } from '../../../src/renderer/desk/app/draft-mirror.ts'
import type { InteractionDraft } from '../../../src/shared/domain/interaction.ts'
import { fakeClock } from '../../support/fake-clock.ts'

const empty: InteractionDraft = {
  notes: '',
  callerName: '',
  callbackNumber: '',
  address: '',
  description: '',
}

function desk() {
  const clock = fakeClock()
  const saved: InteractionDraft[] = []
  let known = empty
  let coreIsThere = true
  let answer: Promise<void> = Promise.resolve()
  const mirror = createDraftMirror({
    async save(_id, draft) {
      if (!coreIsThere) throw new Error('unavailable')
      await answer
      saved.push(draft)
    },
    base: (id) => (id === 'i1' ? known : undefined),
    saved: (_id, draft) => {
      known = draft
    },
    after: (delayMs, run) => void clock.after(delayMs, run),
  })
  return {
    clock,
    saved,
    mirror,
    shown: () => composeDraft(known, mirror.state.getState().typed['i1']),
    coreLeaves: () => (coreIsThere = false),
    coreReturns: () => (coreIsThere = true),
    coreFillsIn: (draft: Partial<InteractionDraft>) => (known = { ...known, ...draft }),
    coreAnswersAfter(wait: Promise<void>): void {
      answer = wait
    },
  }
}

const settled = () => new Promise((done) => setImmediate(done))

test('what is typed is on the screen at once and with the core within 150 ms', async () => {
  const { mirror, clock, saved, shown } = desk()
  mirror.type('i1', { notes: 'Llama por' })
  expect(shown().notes).toBe('Llama por')
  mirror.type('i1', { notes: 'Llama por su madre' })
  clock.pass(149)
  await settled()
  expect(saved.map(({ notes }) => notes)).toEqual(['Llama por su madre'])
  expect(mirror.state.getState().typed).toEqual({})
  expect(shown().notes).toBe('Llama por su madre')
})

test('what is typed while the core is away is kept and sent when it is back', async () => {
  const { mirror, clock, saved, shown, coreLeaves, coreReturns } = desk()
  coreLeaves()
  mirror.type('i1', { notes: 'No se pierde' })
  clock.pass(1000)
  await settled()
  expect(saved).toEqual([])
  expect(shown().notes).toBe('No se pierde')
  coreReturns()
  await mirror.flush()
  expect(saved.map(({ notes }) => notes)).toEqual(['No se pierde'])
})

test('a letter typed while the last ones are being saved is not taken for saved', async () => {
  const { mirror, saved, shown, coreAnswersAfter } = desk()
  let answerNow = () => {}
  coreAnswersAfter(new Promise((done) => (answerNow = done)))
  mirror.type('i1', { notes: 'a' })
  const saving = mirror.flush()
  await settled()
  mirror.type('i1', { notes: 'ab' })
  answerNow()
  await saving
  expect(shown().notes).toBe('ab')
  await mirror.flush()
  expect(saved.map(({ notes }) => notes)).toEqual(['a', 'ab'])
})

test('a field the script fills is not emptied by notes typed before it', async () => {
  const { mirror, saved, coreFillsIn } = desk()
  mirror.type('i1', { notes: 'urgente' })
  const filled = mirror.inOrder(async () => void coreFillsIn({ address: 'Calle Loja 12' }))
  await Promise.all([filled, mirror.flush()])
  expect(saved.at(-1)).toMatchObject({ notes: 'urgente', address: 'Calle Loja 12' })
})

test('an answer older than what was just saved is asked for again', async () => {
  const { mirror } = desk()
  let reads = 0
  const draft = await mirror.readAfter(async () => {
    reads++
    if (reads === 1) await mirror.inOrder(() => Promise.resolve())
    return reads === 1 ? 'older' : 'newer'
  })
  expect(draft).toBe('newer')
})

test('a write that fails does not stop the ones behind it', async () => {
  const { mirror } = desk()
  const failing = mirror.inOrder(() => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  await expect(mirror.inOrder(() => Promise.resolve('yes'))).resolves.toBe('yes')
})

test('emptying an optional field takes it away, and a closed contact takes its typing with it', () => {
  const { mirror, shown, coreFillsIn } = desk()
  coreFillsIn({ serviceCode: 'kit', disposition: 'CAS' })
  mirror.type('i1', { serviceCode: null })
  expect('serviceCode' in shown()).toBe(false)
  expect(shown().disposition).toBe('CAS')
  mirror.forget('i1')
  expect(mirror.state.getState().typed).toEqual({})
})
