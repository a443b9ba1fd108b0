import ecLabourCode from '../../../../assets/rules/ec-labour-code.json' with { type: 'json' }
import ecPublic from '../../../../assets/rules/ec-public.json' with { type: 'json' }
import esContractor from '../../../../assets/rules/es-contractor.json' with { type: 'json' }
import esMunicipal from '../../../../assets/rules/es-municipal.json' with { type: 'json' }
import { profileInForce } from '../../../shared/domain/shifts/profile-in-force.ts'
import { RuleProfile, usualProfile, type ProfileId } from '../../../shared/domain/shifts/rules.ts'
import type { SiteRules } from '../../../shared/domain/shifts/site-rules.ts'

const shipped: Readonly<Record<ProfileId, unknown>> = {
  'es-contractor': esContractor,
  'es-municipal': esMunicipal,
  'ec-labour-code': ecLabourCode,
  'ec-public': ecPublic,
}

/**
 * The rules this desk works by: those the city signed and published where they came down whole and are not older
 * than what ships, else the shipped ones, there with the cable out; with the numbers this site has changed.
 */
export function rulesInForce(deps: {
  profileId: ProfileId | undefined
  country: () => 'EC' | 'ES'
  siteRules: SiteRules
  /** Only what was received and verified. */
  published: () => readonly RuleProfile[]
}): () => RuleProfile {
  let last: { pushed: RuleProfile | undefined; profileId: ProfileId; rules: RuleProfile } | undefined
  return () => {
    const profileId = deps.profileId ?? usualProfile(deps.country())
    const published = deps.published()
    const pushed = published.find((one) => one.profileId === profileId)
    if (last?.pushed !== pushed || last?.profileId !== profileId) {
      const ours = RuleProfile.parse(shipped[profileId])
      const rules = profileInForce({ shipped: ours, published, siteRules: deps.siteRules })
      last = { pushed, profileId, rules }
    }
    return last.rules
  }
}
