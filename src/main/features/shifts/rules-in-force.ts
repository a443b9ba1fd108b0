import ecLabourCode from '../../../../assets/rules/ec-labour-code.json' with { type: 'json' }
import ecPublic from '../../../../assets/rules/ec-public.json' with { type: 'json' }
import esContractor from '../../../../assets/rules/es-contractor.json' with { type: 'json' }
import esMunicipal from '../../../../assets/rules/es-municipal.json' with { type: 'json' }
import { RuleProfile, usualProfile, type ProfileId } from '../../../shared/domain/shifts/rules.ts'
import { withSiteRules, type SiteRules } from '../../../shared/domain/shifts/site-rules.ts'

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
  const read = new Map<unknown, RuleProfile>()
  const once = (source: unknown) => {
    const known = read.get(source)
    if (known) return known
    const rules = withSiteRules(RuleProfile.parse(source), deps.siteRules)
    read.set(source, rules)
    return rules
  }
  return () => {
    const profileId = deps.profileId ?? usualProfile(deps.country())
    const ours = once(shipped[profileId])
    const pushed = deps.published().find((one) => one.profileId === profileId)
    return pushed && pushed.version >= ours.version ? once(pushed) : ours
  }
}
