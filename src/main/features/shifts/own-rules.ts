import { withSiteRules } from '../../../shared/domain/shifts/site-rules.ts'
import type { RuleProfile } from '../../../shared/domain/shifts/rules.ts'
import type { OwnWords } from './own-words.ts'

/**
 * The site's rules as this agent works by them: F-EYE and F-CHECK are reminders that only he can want or not want
 * (domain §3.3), and his word goes before the site's. Every other rule is as it was.
 */
export function createOwnRules(site: () => RuleProfile, words: Pick<OwnWords, 'preferences'>) {
  let last: { site: RuleProfile; rules: RuleProfile } | undefined
  return {
    now(): RuleProfile {
      const base = site()
      // Read once until something changes: the ledger asks several times a second.
      if (last?.site !== base) last = read(base)
      return last.rules
    },
    /** The agent has said something else. */
    again(): void {
      last = undefined
    },
  }

  function read(base: RuleProfile) {
    const { reminders } = words.preferences()
    const changes = Object.fromEntries(
      Object.entries(reminders).map(([id, enabled]) => [id, { enabled }] as const),
    )
    return { site: base, rules: withSiteRules(base, changes) }
  }
}
