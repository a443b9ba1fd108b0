import { z } from 'zod'
import { Day } from '../basics.ts'
import { Disposition } from '../disposition.ts'
import { WallTime } from '../shift.ts'

/** What an agent does for a block of time; each weighs differently (domain §3.4). */
// prettier-ignore
export const WorkFunction = z.enum([
  'phone', 'priority-phone', 'relay', 'callbacks', 'email', 'social', 'appointments', 'back-office', 'training',
])
export type WorkFunction = z.infer<typeof WorkFunction>

/** The law a site works under. One file of rules each, in `assets/rules`. */
export const ProfileId = z.enum(['es-contractor', 'es-municipal', 'ec-labour-code', 'ec-public'])
export type ProfileId = z.infer<typeof ProfileId>

const minutes = z.number().min(0).max(1440)
const seconds = z.number().min(0).max(3600)
const hours = z.number().min(0).max(168)
const percent = z.number().min(0).max(100)
const days = z.number().int().min(0).max(3660)

/** In all `times × stepMinutes` minutes; null where the rule leaves no choice. */
const Deferral = z.object({ times: z.number().int().min(1).max(12), stepMinutes: minutes }).nullable()

const rule = <Id extends string, S extends z.ZodRawShape>(id: Id, settings: S) =>
  z.strictObject({
    id: z.literal(id),
    enabled: z.boolean(),
    /** Plain words for the agent, in the profile's own language. */
    title: z.string().min(3).max(80),
    why: z.string().min(10).max(300),
    source: z.string().min(3).max(300),
    /** False where nobody has read the source in full; the screen says so. */
    verified: z.boolean(),
    defer: Deferral,
    settings: z.strictObject(settings),
  })

/** A break that must start inside a window: no new contact once the rest of it is shorter than the longest one. */
const reserved = { leadMinutes: minutes, longestContactMinutes: minutes }

/** Domain §3.3 and §3.4. A site edits numbers; what a rule means is in `judge-*.ts`. */
export const Rule = z.discriminatedUnion('id', [
  rule('F-PVD', {
    everyMinutes: minutes.min(1),
    windowBeforeMinutes: minutes,
    windowAfterMinutes: minutes,
    restMinutes: minutes.min(1),
    ...reserved,
  }),
  rule('F-PVD-BAL', { beforeEndMinutes: minutes }),
  rule('F-SHIFT', {
    tiers: z.array(z.strictObject({ fromHours: hours, minutes })),
    floorOverHours: hours,
    floorMinutes: minutes,
    notInFirstMinutes: minutes,
    notInLastMinutes: minutes,
    ...reserved,
  }),
  /** The site's own meal hours; null until it names them: then only a planned meal counts. */
  rule('F-MEAL', {
    spanOverHours: hours,
    from: WallTime.nullable(),
    minutes: minutes.nullable(),
  }),
  rule('F-GAP', { seconds, mostSeconds: seconds }),
  rule('F-CONT', { occupiedMinutes: minutes.min(1), pauseMinutes: minutes.min(1) }),
  rule('F-OCC', { teamPercent: percent, agentPercent: percent, overMinutes: minutes.max(60) }),
  rule('F-EYE', { everyMinutes: minutes.min(1), cueSeconds: seconds }),
  rule('F-VOICE-T', { talkMinutes: minutes, rollingMinutes: minutes.max(60), extraGapSeconds: seconds }),
  rule('F-VOICE-D', { talkMinutes: minutes }),
  rule('F-VOICE-SELF', {}),
  rule('F-HARD', { restMinutes: minutes, dispositions: z.array(Disposition), reoffers: z.number().int() }),
  rule('F-HARD-N', { contacts: z.number().int().min(1) }),
  rule('F-ACOU', {}),
  rule('F-MAX', { hours }),
  rule('F-WEEK', { hours }),
  rule('F-REST', { hours }),
  rule('F-DISC', { hoursIn24: hours.max(24).nullable() }),
  rule('F-LOGOUT', { afterMinutes: minutes }),
  rule('F-LATE', { minutes }),
  rule('F-EQUIP', { everyDays: days, postponeDays: days }),
  rule('F-HEALTH', { everyDays: days }),
  rule('F-CHECK', { perShift: z.number().int().min(0).max(12) }),
  /** Null until the site names its night hours. */
  rule('F-NIGHT', { from: WallTime.nullable(), to: WallTime.nullable(), blockFactor: z.number().nullable() }),
  rule('F-NEW', { underDays: days, extraGapSeconds: seconds, wrapUpFactor: z.number().min(1).max(5) }),
  rule('R-BLOCK', { maxMinutes: z.partialRecord(WorkFunction, minutes) }),
  /** A block this long is worth a change: nobody is moved about for less. */
  rule('R-VOICE', { percent, blockMinutes: minutes.default(30) }),
  rule('R-BUDGET', { weightedHours: hours, weights: z.record(WorkFunction, z.number().min(0).max(5)) }),
  rule('R-SL', { floorPercent: percent, holdMinutes: minutes }),
  rule('R-SKILL', {}),
  rule('R-FAIR', { percent }),
  rule('R-PREF', {}),
  rule('R-NOTICE', { days }),
  rule('R-EARLY', { hours }),
])
export type Rule = z.infer<typeof Rule>
export type RuleId = Rule['id']
export type RuleOf<Id extends RuleId> = Extract<Rule, { id: Id }>

export const ruleIds: readonly RuleId[] = Rule.options.map((option) => option.shape.id.value)
export const RuleIdSchema = z.enum(ruleIds as [RuleId, ...RuleId[]])

/** The rules of one kind of site. Every rule is named, also one that is switched off: nobody has to guess. */
export const RuleProfile = z
  .strictObject({
    profileId: ProfileId,
    name: z.string().min(3).max(120),
    version: z.number().int().min(1),
    reviewedOn: Day,
    rules: z.array(Rule),
  })
  .superRefine(({ rules }, context) => {
    for (const id of ruleIds) {
      const found = rules.filter((one) => one.id === id).length
      if (found !== 1)
        context.addIssue({
          code: 'custom',
          path: ['rules'],
          message: `must name ${id} once, not ${found} times`,
        })
    }
  })
export type RuleProfile = z.infer<typeof RuleProfile>

const indexes = new WeakMap<RuleProfile, ReadonlyMap<RuleId, Rule>>()

/** The rule as the site set it, or undefined where it is switched off. */
export function activeRule<Id extends RuleId>(profile: RuleProfile, id: Id): RuleOf<Id> | undefined {
  let index = indexes.get(profile)
  if (!index) {
    index = new Map(profile.rules.map((one) => [one.id, one]))
    indexes.set(profile, index)
  }
  const found = index.get(id) as RuleOf<Id> | undefined
  return found?.enabled === true ? found : undefined
}

/** The profile of a site that says nothing: the cities of this country as they hire today. */
export function usualProfile(country: 'EC' | 'ES'): ProfileId {
  return country === 'ES' ? 'es-contractor' : 'ec-public'
}
