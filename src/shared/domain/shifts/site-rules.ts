import { z } from 'zod'
import { Rule, RuleIdSchema, RuleProfile } from './rules.ts'

/** A site edits numbers, never code: by rule, whether it counts and which of its settings are other here. */
export const SiteRules = z
  .partialRecord(
    RuleIdSchema,
    z.strictObject({
      enabled: z.boolean().optional(),
      settings: z.record(z.string(), z.unknown()).optional(),
    }),
  )
  .superRefine((changes, context) => {
    for (const [id, change] of Object.entries(changes)) {
      const rule = Rule.options.find((option) => option.shape.id.value === id)
      const read = rule?.shape.settings
        .partial()
        .strict()
        .safeParse(change?.settings ?? {})
      for (const issue of read?.error?.issues ?? [])
        context.addIssue({ code: 'custom', path: [id, 'settings', ...issue.path], message: issue.message })
    }
  })
export type SiteRules = z.infer<typeof SiteRules>

/** The profile with the site's own numbers; whatever it does not name stays. */
export function withSiteRules(profile: RuleProfile, changes: SiteRules): RuleProfile {
  if (Object.keys(changes).length === 0) return profile
  const rules = profile.rules.map((rule) => {
    const change = changes[rule.id]
    return {
      ...rule,
      enabled: change?.enabled ?? rule.enabled,
      settings: { ...rule.settings, ...change?.settings },
    }
  })
  return RuleProfile.parse({ ...profile, rules })
}
