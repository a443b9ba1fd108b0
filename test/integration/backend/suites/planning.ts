import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../../../src/backend/database/migrate.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { rulesOfSite } from '../../../../src/backend/schedules/rules-of-site.ts'
import { readSitePolicy } from '../../../../src/backend/schedules/site-policy.ts'
import { rulesInForce } from '../../../../src/main/features/shifts/rules-in-force.ts'
import { AgentWeek, type DatedShift } from '../../../../src/shared/domain/schedules/dated-shift.ts'
import { usualPlanning, type Planning } from '../../../../src/shared/domain/schedules/planning.ts'
import { activeRule } from '../../../../src/shared/domain/shifts/rules.ts'
import { Proposed, schedulePaths, WeekFile } from '../../../../src/shared/schedules-api.ts'
import { start, type BackendWorld, type DeskDouble } from '../../../support/backend/backend-world.ts'
import { teamAtWork, type TeamAtWork } from '../../../support/backend/team-world.ts'
import { contract, dated } from '../../../support/schedules.ts'
import type { Suite } from './index.ts'

const week = '2026-12-07'
/** Rests and days as somebody at the town hall has settled them: other than what ships. */
const sitePolicy = { rules: { 'F-REST': { settings: { hours: 14 } }, 'F-MAX': { settings: { hours: 5 } } } }

export const planningSuite: Suite = (database) =>
  describe('what a week is planned by', () => {
    let world: BackendWorld
    let ana: DeskDouble
    let ask: TeamAtWork['ask']
    beforeAll(async () => void ({ world, ana, ask } = await teamAtWork(database(), { sitePolicy })))
    afterAll(() => world.close())

    const db = () => database().open.db
    const read = async () => WeekFile.parse((await ask('GET', schedulePaths.week(week))).body)
    const keep = async (planning: Partial<Planning>) => {
      const { planningVersion: version } = await read()
      const body = { version, planning: { ...usualPlanning, ...planning } }
      expect((await ask('PUT', schedulePaths.planning, body)).status).toBe(200)
    }
    async function publish(shifts: DatedShift[]) {
      const { version } = await read()
      await ask('PUT', schedulePaths.week(week), { version, shifts })
      return await ask('POST', schedulePaths.publication(week), { version: version + 1 })
    }
    const proposed = async () =>
      Proposed.parse((await ask('POST', schedulePaths.proposal(week), {})).body).shifts

    test('the rules of planning are those of the desks: the site’s numbers on top of the profile', async () => {
      const desks = rulesInForce({
        profileId: undefined,
        country: () => 'EC',
        siteRules: sitePolicy.rules,
        published: () => [],
      })
      expect(await rulesOfSite(db())).toEqual(desks())
      expect(activeRule((await read()).profile, 'F-REST')?.settings.hours).toBe(14)
    })

    test('a draft is judged by them: thirteen hours of rest are too few here', async () => {
      const shifts = [
        dated({ day: week, from: '13:00', to: '18:00', pauses: [] }),
        dated({ day: '2026-12-08', from: '07:00', to: '12:00', pauses: [] }),
      ]
      const answer = await publish(shifts)
      expect([answer.status, answer.body]).toEqual([
        409,
        { code: 'conflict', message: 'F-REST: ana (13 / 14)' },
      ])
    })

    test('a published profile counts for planning as for desks, with the site’s numbers still on top', async () => {
      const before = await rulesOfSite(db())
      const newer = {
        ...before,
        version: before.version + 1,
        rules: before.rules.map((rule) =>
          rule.id === 'F-WEEK' ? { ...rule, settings: { hours: 20 } } : rule,
        ),
      }
      await db()
        .insertInto('records')
        .values({
          entity: 'rules',
          id: newer.profileId,
          owner: null,
          doc: JSON.stringify(newer),
          changed_at: new Date(start),
        })
        .onConflict((conflict) =>
          conflict.columns(['entity', 'id']).doUpdateSet({ doc: JSON.stringify(newer) }),
        )
        .execute()
      const { profile } = await read()
      expect(activeRule(profile, 'F-WEEK')?.settings.hours).toBe(20)
      expect(activeRule(profile, 'F-REST')?.settings.hours).toBe(14)
    })

    test('a proposal keeps to them, to contracts, exemptions, training and closed days', async () => {
      const calls = Array.from({ length: 7 }, (_, day) =>
        Array.from({ length: 20 }, (__, half) => {
          const time = `${String(8 + Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`
          return `2026-11-${30 - day},${time},3,240`
        }),
      ).flat()
      await ask('POST', schedulePaths.callHistory, { csv: ['day,time,calls,tmo', ...calls].join('\n') })
      await keep({
        limits: {
          ...usualPlanning.limits,
          lengths: [4, 5],
          weekdays: [{ weekday: 2, hours: 'closed' }],
        },
        contracts: [
          contract('ana', {
            weeklyHours: 10,
            exempt: { notBefore: null, notAfter: '15:00', offWeekdays: [] },
          }),
        ],
      })
      const shifts = await proposed()
      const own = shifts.filter(({ agentId }) => agentId === 'ana')
      expect(own.length).toBeGreaterThan(0)
      expect(own.length).toBeLessThanOrEqual(2)
      expect(own.every(({ to }) => to <= '15:00')).toBe(true)
      expect(shifts.filter(({ day }) => day === '2026-12-08')).toEqual([])
      await keep({ contracts: [contract('ana', { skills: ['email'] })] })
      expect((await proposed()).some(({ agentId }) => agentId === 'ana')).toBe(false)
    })

    test('a planning that was kept before there were exemptions, floors and holidays’ hours is read whole', async () => {
      const old = {
        policy: usualPlanning.policy,
        limits: { opens: '07:00', closes: '20:00', lengths: [6], daysPerWeek: 5 },
        patterns: [],
        absences: [],
        holidays: [{ day: week, name: 'Fiesta' }],
        contracts: [{ agentId: 'ana', weeklyHours: 20 }],
      }
      await keep({})
      await db()
        .updateTable('planning')
        .set({ doc: JSON.stringify(old) })
        .execute()
      const { planning } = await read()
      expect(planning.holidays).toEqual([{ day: week, name: 'Fiesta', hours: 'usual' }])
      expect(planning.contracts).toEqual([contract('ana', { weeklyHours: 20 })])
      expect([planning.floors, planning.limits.weekdays]).toEqual([[], []])
    })

    test('the lead answers in words whoever does not agree, and nobody else', async () => {
      await publish([dated({ day: week, from: '08:00', to: '12:00', pauses: [] })])
      const reply = (words: string) => ask('POST', schedulePaths.replies(week), { agentId: 'ana', words })
      expect((await reply('Lo vemos')).status).toBe(409)
      const standing = AgentWeek.parse(await ana.find('schedule-week', `ana.${week}`))
      const payload = { weekId: standing.weekId, version: standing.version, kind: 'disputed', words: 'No' }
      await ana.push({
        commandId: ulid(),
        subject: standing.weekId,
        issuedAt: start,
        agentId: 'ana',
        type: 'schedule.answer',
        payload,
      })
      expect((await reply('Lo vemos el lunes')).status).toBe(200)
      const answered = AgentWeek.parse(await ana.find('schedule-week', `ana.${week}`))
      expect(answered.reply).toMatchObject({ words: 'Lo vemos el lunes', byName: 'Eva' })
      expect(answered.version).toBe(standing.version)
      const byAgent = await ask('POST', schedulePaths.replies(week), { agentId: 'ana', words: 'Yo' }, ana)
      expect(byAgent.status).toBe(403)
    })
  })

describe('the policy file of the desks, as the backend reads it', () => {
  const policyOf = async (text: string) => {
    const folder = await mkdtemp(join(tmpdir(), 'ventanilla-policy-'))
    const file = join(folder, 'policy.json')
    await writeFile(file, text)
    try {
      return await readSitePolicy(file)
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  test('gives its rules, whatever else it says to the desks', async () => {
    const policy = { backend: { url: 'https://desk.example' }, ruleProfile: 'ec-public', ...sitePolicy }
    expect(await policyOf(JSON.stringify(policy))).toEqual({ ruleProfile: 'ec-public', ...sitePolicy })
  })

  test('is refused by file, field and rule where a number is none', async () => {
    const wrong = { rules: { 'F-REST': { settings: { hours: 'many' } } } }
    await expect(policyOf(JSON.stringify(wrong))).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('policy.json: rules.F-REST.settings.hours') as string,
    })
    await expect(policyOf('{')).rejects.toMatchObject({ code: 'damaged' })
  })
})

export const planningMigrationSuite: Suite = (database) =>
  test('0074 leaves what leads plan by as it is, beside a site that has said nothing', async () => {
    await database().reset(migrations.filter(({ number }) => number < 74))
    const { db } = database().open
    const doc = JSON.stringify(usualPlanning)
    await db
      .insertInto('planning')
      .values({ version: 1, doc, changed_by: 'eva', changed_at: start })
      .execute()
    await migrate(db, migrations)
    expect(await db.selectFrom('site_policy').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('planning').select('version').execute()).toEqual([{ version: 1 }])
  })
