import type { Kysely, Transaction } from 'kysely'
import { ulid } from 'ulid'
import type { AgentReport } from '../../shared/domain/schedules/live.ts'
import { hourMs, minuteMs } from '../../shared/domain/shifts/clock-time.ts'
import { lookForTradesEveryMs, proposeSwaps } from '../../shared/domain/shifts/team-rotation.ts'
import {
  arranged,
  ArrangedTrade,
  followTrade,
  isMade,
  toldOf,
  type Trade,
} from '../../shared/domain/shifts/trade.ts'
import { lockRecords } from '../changes/change-log.ts'
import type { Database } from '../database/schema.ts'
import { readReports, type HeardReport } from '../schedules/board.ts'
import { rulesOfSite } from '../schedules/rules-of-site.ts'

/** A desk says its state again every five minutes; who is not heard is not asked. */
const heardGoodMs = 10 * minuteMs
/** Who ends much later would leave the other's queue short, so only those trade who go home about together. */
const sameHoursMs = hourMs
/** Who said no, or let it pass, is left in peace for so long. */
const peaceMs = hourMs
const keptMs = 24 * hourMs

/** Finds colleagues who change functions, and walks both desks through it by what each says of itself. */
export interface Trades {
  /** With every report of a desk, once it is stored: what this agent is asked or told to do now. */
  hear(agentId: string, report: AgentReport, now: number): Promise<Trade | null>
}

export function createTrades(db: Kysely<Database>): Trades {
  let lookedAt = -Infinity
  return {
    async hear(agentId, report, now) {
      const due = Math.abs(now - lookedAt) >= lookForTradesEveryMs
      if (!due && !(await isTrading(db, agentId))) return null
      if (due) lookedAt = now
      return await db.transaction().execute(async (trx) => {
        // Two processes of the backend must not promise one agent to two colleagues.
        await lockRecords(trx, ['rotation-trades'])
        const standing = await readLately(trx, now)
        const open: ArrangedTrade[] = []
        for (const trade of standing.filter(({ over }) => !over)) {
          const ofThis = trade.giver === agentId || trade.taker === agentId
          const next = followTrade(trade, now, ofThis ? wordOf(agentId, report) : undefined)
          if (JSON.stringify(next) !== JSON.stringify(trade)) await store(trx, next)
          if (!next.over) open.push(next)
        }
        if (due) open.push(...(await arrange(trx, standing, open, now)))
        const own = open.find(({ giver, taker }) => giver === agentId || taker === agentId)
        return own ? toldOf(own, agentId, now) : null
      })
    },
  }
}

const wordOf = (agentId: string, { state, disconnected, rotation, trade }: AgentReport) => ({
  agentId,
  answer: trade,
  work: rotation?.work ?? null,
  atWork: state !== 'signed-out' && !disconnected,
})

async function arrange(
  trx: Transaction<Database>,
  lately: readonly ArrangedTrade[],
  open: readonly ArrangedTrade[],
  now: number,
): Promise<ArrangedTrade[]> {
  const failed = lately.filter((one) => !isMade(one) && now - Date.parse(one.until) < peaceMs)
  const inPeace = new Set([...open, ...failed].flatMap(({ giver, taker }) => [giver, taker]))
  const free = [...(await readReports(trx))].filter(
    ([agentId, { report, heardAt }]) =>
      !inPeace.has(agentId) && now - heardAt <= heardGoodMs && !report.disconnected && report.rotation,
  )
  const profile = await rulesOfSite(trx)
  const made: ArrangedTrade[] = []
  for (const crew of crewsOf(free)) {
    const workOf = new Map(crew.map(({ agentId, work }) => [agentId, work]))
    for (const { ruleId, giver, taker } of proposeSwaps(crew, profile)) {
      const [given, taken] = [workOf.get(giver), workOf.get(taker)]
      if (!given || !taken) continue
      const trade = arranged({ ruleId, giver, taker, given, taken }, ulid(now), now)
      await store(trx, trade, now)
      made.push(trade)
    }
  }
  return made
}

/** Those who go home within one hour of each other, the earliest first. */
function crewsOf(reports: readonly [string, HeardReport][]) {
  const members = reports
    .flatMap(([agentId, { report }]) => (report.rotation ? [{ agentId, ...report.rotation }] : []))
    .toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until))
    .map(({ load: loadThisWeek, priority: priorityThisWeek, ...member }) => ({
      ...member,
      loadThisWeek,
      priorityThisWeek,
    }))
  const crews: (typeof members)[] = []
  for (const member of members) {
    const [first] = crews.at(-1) ?? []
    if (first && Date.parse(member.until) - Date.parse(first.until) <= sameHoursMs) crews.at(-1)?.push(member)
    else crews.push([member])
  }
  return crews
}

async function isTrading(db: Kysely<Database>, agentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('rotation_trades')
    .select('trade_id')
    .where('over', '=', false)
    .where((where) => where.or([where('giver', '=', agentId), where('taker', '=', agentId)]))
    .executeTakeFirst()
  return row !== undefined
}

async function readLately(trx: Transaction<Database>, now: number): Promise<ArrangedTrade[]> {
  await trx
    .deleteFrom('rotation_trades')
    .where('arranged_at', '<', new Date(now - keptMs))
    .execute()
  const rows = await trx.selectFrom('rotation_trades').select('doc').orderBy('arranged_at').execute()
  return rows.map(({ doc }) => ArrangedTrade.parse(doc))
}

async function store(trx: Transaction<Database>, trade: ArrangedTrade, arrangedAt?: number): Promise<void> {
  const { tradeId, giver, taker, over } = trade
  const doc = JSON.stringify(trade)
  if (arrangedAt === undefined)
    await trx.updateTable('rotation_trades').set({ over, doc }).where('trade_id', '=', tradeId).execute()
  else
    await trx
      .insertInto('rotation_trades')
      .values({ trade_id: tradeId, giver, taker, over, arranged_at: new Date(arrangedAt).toISOString(), doc })
      .execute()
}
