import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextEffect } from '../../../src/shared/domain/shifts/judge.ts'
import { arranged, followTrade, toldOf, type TraderWord } from '../../../src/shared/domain/shifts/trade.ts'
import { minute, onlyRules, shiftStory, shippedProfile } from '../../support/shift-story.ts'

const start = Date.parse('2026-11-23T14:00:00Z')
const tradeId = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const swap = { ruleId: 'R-VOICE', giver: 'ana', taker: 'luis', given: 'phone', taken: 'email' } as const
const asked = arranged(swap, tradeId, start)
const word = (agentId: string, change: Partial<TraderWord> = {}): TraderWord => ({
  agentId,
  answer: null,
  work: agentId === 'ana' ? 'phone' : 'email',
  atWork: true,
  ...change,
})
const yes = { tradeId, yes: true }
const no = { tradeId, yes: false }

describe('R-VOICE and its kin between two desks', () => {
  test('nobody moves before both said yes; then the taker first, so that the queue keeps its hands', () => {
    const one = followTrade(asked, start, word('ana', { answer: yes }))
    expect(toldOf(one, 'ana', start)).toMatchObject({ to: 'email', go: false })
    const both = followTrade(one, start, word('luis', { answer: yes }))
    expect(toldOf(both, 'luis', start)).toMatchObject({ to: 'phone', go: true })
    expect(toldOf(both, 'ana', start)).toMatchObject({ go: false })
    const moved = followTrade(both, start, word('luis', { answer: yes, work: 'phone' }))
    expect(toldOf(moved, 'luis', start)).toBeNull()
    expect(toldOf(moved, 'ana', start)).toMatchObject({ go: true })
    expect(followTrade(moved, start, word('ana', { answer: yes, work: 'email' })).over).toBe(true)
  })

  test('a no, a quarter of an hour without an answer or a colleague who went home end it for both', () => {
    expect(followTrade(asked, start, word('luis', { answer: no })).over).toBe(true)
    expect(followTrade(asked, start, word('ana', { atWork: false })).over).toBe(true)
    expect(followTrade(asked, start + 14 * minute).over).toBe(false)
    expect(followTrade(asked, start + 15 * minute).over).toBe(true)
  })

  test('a rest in between ends nothing, and an answer to another trade says nothing to this one', () => {
    expect(followTrade(asked, start, word('luis', { work: null })).over).toBe(false)
    const other = { tradeId: '01ARZ3NDEKTSV4RRFFQ69G5FAW', yes: false }
    expect(followTrade(asked, start, word('luis', { answer: other }))).toEqual(asked)
  })

  test('neither is told with whom, and who takes over not why the other leaves', () => {
    expect(JSON.stringify(toldOf(asked, 'ana', start))).not.toMatch(/luis/)
    expect(toldOf(asked, 'luis', start)).toMatchObject({ ruleId: 'R-BUDGET' })
    expect(toldOf(asked, 'ana', start)).toMatchObject({ ruleId: 'R-VOICE' })
  })

  test('whatever the two desks say in whatever order, nobody goes without both yes, and the giver never first', () => {
    const words = fc.record({
      agentId: fc.constantFrom('ana', 'luis'),
      answer: fc.constantFrom(null, yes, no),
      work: fc.constantFrom(null, 'phone' as const, 'email' as const),
      atWork: fc.boolean(),
    })
    const saidYes = (said: readonly TraderWord[], who: string) =>
      said.some((each) => each.agentId === who && each.answer?.yes === true)
    const goesTooSoon = (said: readonly TraderWord[]) => {
      let trade = asked
      return said.some((one) => {
        trade = followTrade(trade, start, one)
        const [taker, giver] = [toldOf(trade, 'luis', start), toldOf(trade, 'ana', start)]
        const both = saidYes(said, 'ana') && saidYes(said, 'luis')
        return (taker?.go === true && !both) || (giver?.go === true && !trade.takerMoved)
      })
    }
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (said) => {
        expect(goesTooSoon(said)).toBe(false)
      }),
    )
  })
})

describe('on one desk', () => {
  const rules = onlyRules(shippedProfile(), ['R-BLOCK', 'R-VOICE', 'R-BUDGET', 'R-SKILL', 'R-PREF'])
  const told = { tradeId, ruleId: 'R-VOICE', to: 'email', leftMs: 15 * minute, go: false } as const

  test('the card asks, holds nothing back after the yes, and takes effect only when it is this desk’s turn', () => {
    const story = shiftStory(rules)
    story.happen({ kind: 'trade', at: story.now(), trade: told })
    expect(story.judgement().prompts).toMatchObject([{ ruleId: 'R-VOICE', level: 'offer', trade: true }])
    story.answer(`trade:${tradeId}`, 'now-after-contact')
    expect(story.judgement().holds).toEqual([])
    story.happen({ kind: 'trade', at: story.now(), trade: { ...told, go: true } })
    expect(nextEffect(story.judgement())?.effect).toEqual({ kind: 'function', to: 'email' })
    story.happen({ kind: 'assigned', at: story.now(), work: 'email', ruleId: 'R-VOICE' })
    expect(story.judgement().prompts).toEqual([])
  })

  test('with the cable out it goes by itself when its time is over, and the own rules go on', () => {
    const story = shiftStory(rules)
    story.pass(110)
    story.happen({ kind: 'trade', at: story.now(), trade: told })
    story.answer(`trade:${tradeId}`, 'now-after-contact')
    story.pass(14)
    expect(story.prompt('R-VOICE')).toMatchObject({ accepted: true, open: false })
    story.pass(1)
    expect(story.prompt('R-VOICE')).toBeUndefined()
    expect(story.prompt('R-BLOCK')).toBeDefined()
  })

  test('a no is a no, and a trade that the backend takes back is gone', () => {
    const story = shiftStory(rules)
    story.happen({ kind: 'trade', at: story.now(), trade: told })
    story.answer(`trade:${tradeId}`, 'not-now')
    expect(story.prompt('R-VOICE')).toBeUndefined()
    const other = shiftStory(rules)
    other.happen({ kind: 'trade', at: other.now(), trade: told })
    other.happen({ kind: 'trade', at: other.now(), trade: null })
    expect(other.prompt('R-VOICE')).toBeUndefined()
  })
})
