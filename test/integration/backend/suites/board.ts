import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paths } from '../../../../src/shared/backend-api.ts'
import { Consultation } from '../../../../src/shared/domain/consultation.ts'
import { Board, type AgentReport } from '../../../../src/shared/domain/schedules/live.ts'
import { usualPlanning } from '../../../../src/shared/domain/schedules/planning.ts'
import { schedulePaths } from '../../../../src/shared/schedules-api.ts'
import { start, type BackendWorld, type DeskDouble } from '../../../support/backend/backend-world.ts'
import { teamAtWork, type TeamAtWork } from '../../../support/backend/team-world.ts'
import type { Suite } from './index.ts'

const minute = 60_000
const at = (minutes: number) => new Date(Date.parse(start) + minutes * minute).toISOString()
const report = (changed: Partial<AgentReport> = {}): AgentReport => ({
  state: 'ready',
  since: at(-60),
  reason: null,
  resting: false,
  onPrompt: false,
  disconnected: false,
  nextBreak: null,
  overloaded: false,
  rotation: null,
  trade: null,
  ...changed,
})

export const boardSuite: Suite = (database) =>
  describe('the live board', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let luis: DeskDouble
    let ask: TeamAtWork['ask']
    beforeAll(async () => void ({ world, ana, luis, ask } = await teamAtWork(database())))
    afterAll(() => world.close())

    const tell = (desk: DeskDouble, changed: Partial<AgentReport>) =>
      ask('PUT', paths.agentReport, report(changed), desk)
    const board = async () => Board.parse((await ask('GET', schedulePaths.board)).body)
    const rowOf = async (agentId: string) => (await board()).rows.find((row) => row.agentId === agentId)

    test('shows who is in what state since when, and of a rest nothing but that it is one', async () => {
      await tell(ana, { state: 'talking', since: at(-3) })
      expect(await rowOf('ana')).toMatchObject({ state: 'talking', since: at(-3), silent: false })
      await tell(ana, { state: 'not-ready', since: at(-1), resting: true })
      expect(await rowOf('ana')).toMatchObject({ resting: true, reason: null })
      expect(await rowOf('luis')).toMatchObject({ state: 'signed-out', since: null })
      expect(await rowOf('eva')).toBeUndefined()
    })

    test('a desk that is not heard for long is said to be silent, and not counted on the line', async () => {
      await tell(luis, { since: at(-1) })
      expect((await board()).queues).toMatchObject([{ queueId: 'general', onLine: 1, floor: 1 }])
      world.clock.pass(11 * minute)
      expect(await rowOf('luis')).toMatchObject({ silent: true })
      expect((await board()).queues).toMatchObject([{ onLine: 0 }])
    })

    test('a desk on which cases wait for more than three days is told to leads, until it has sent them', async () => {
      const knock = { deskId: ulid(), credential: 'u'.repeat(43) }
      const say = async (outbox: object) =>
        expect((await ask('POST', paths.desk, { ...knock, outbox }, ana)).status).toBe(200)
      const threeDays = 72 * 3600
      await say({ waiting: 2, refused: 0, oldestSeconds: threeDays - 60 })
      expect((await board()).unsent).toEqual([])
      const { at: now } = await board()
      await say({ waiting: 3, refused: 0, oldestSeconds: threeDays })
      const since = new Date(Date.parse(now) - threeDays * 1000).toISOString()
      expect((await board()).unsent).toEqual([{ agentId: 'ana', name: 'Ana', waiting: 3, since }])
      await say({ waiting: 0, refused: 0, oldestSeconds: 0 })
      expect((await board()).unsent).toEqual([])
    })

    test('coming rests are spread so that the queue keeps its floor', async () => {
      const window = { opensAt: at(20), dueAt: at(30), closesAt: at(50), minutes: 5 }
      await tell(ana, { nextBreak: window })
      await tell(luis, { nextBreak: window })
      const { breaks } = await board()
      expect(breaks).toHaveLength(2)
      expect(breaks.every(({ keepsFloor }) => keepsFloor)).toBe(true)
      const [first, second] = breaks.map((one) => Date.parse(one.at))
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(5 * minute)
    })

    test('keeps the floor that the lead named, and none while the line is closed', async () => {
      const planning = { ...usualPlanning, floors: [{ queueId: 'general', agents: 2 }] }
      expect((await ask('PUT', schedulePaths.planning, { version: 0, planning })).status).toBe(200)
      const window = { opensAt: at(20), dueAt: at(30), closesAt: at(50), minutes: 5 }
      await tell(ana, { nextBreak: window })
      await tell(luis, { nextBreak: window })
      const named = await board()
      expect(named.queues).toMatchObject([{ onLine: 2, floor: 2 }])
      expect(named.breaks.some(({ keepsFloor }) => !keepsFloor)).toBe(true)
      const weekdays = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours: 'closed' as const }))
      const closed = { ...planning, limits: { ...planning.limits, weekdays } }
      await ask('PUT', schedulePaths.planning, { version: 1, planning: closed })
      expect((await board()).queues).toMatchObject([{ floor: 0 }])
    })

    test('shows the team’s adherence as one figure; one person’s only after that person was told', async () => {
      await tell(ana, { since: at(-60) })
      expect((await board()).adherence).toBeGreaterThan(0)
      const looked = (body: unknown) => ask('POST', schedulePaths.adherence('ana'), body)
      expect((await looked({ reason: '' })).status).toBe(400)
      expect((await looked({ reason: 'Pidió revisarlo' })).body).toMatchObject({
        agentId: 'ana',
        name: 'Ana',
      })
      const told = (await ana.pullAll()).filter(({ entity }) => entity === 'consultation')
      expect(told.map(({ doc }) => Consultation.parse(doc))).toMatchObject([
        { metric: 'adherence', byName: 'Eva', reason: 'Pidió revisarlo' },
        { metric: 'breaks', byName: 'Eva', reason: 'Pidió revisarlo' },
      ])
      expect((await luis.pullAll()).some(({ entity }) => entity === 'consultation')).toBe(false)
    })

    test('a report with more in it than is named is refused', async () => {
      const body = { ...report(), why: 'dolor de cabeza' }
      expect((await ask('PUT', paths.agentReport, body, ana)).status).toBe(400)
    })
  })
