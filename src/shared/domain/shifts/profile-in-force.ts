import type { RuleProfile } from './rules.ts'
import { withSiteRules, type SiteRules } from './site-rules.ts'

/**
 * What counts at a site: the profile that the city published unless what ships is newer, with the site's own numbers
 * on top. Desks and planning both ask here, so that a week is planned by the rules it is worked under.
 */
export function profileInForce(facts: {
  shipped: RuleProfile
  published: readonly RuleProfile[]
  siteRules: SiteRules
}): RuleProfile {
  const { shipped, published, siteRules } = facts
  const pushed = published.find((one) => one.profileId === shipped.profileId)
  return withSiteRules(pushed && pushed.version >= shipped.version ? pushed : shipped, siteRules)
}
