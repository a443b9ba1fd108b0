import ecLabourCode from '../../../assets/rules/ec-labour-code.json' with { type: 'json' }
import ecPublic from '../../../assets/rules/ec-public.json' with { type: 'json' }
import esContractor from '../../../assets/rules/es-contractor.json' with { type: 'json' }
import esMunicipal from '../../../assets/rules/es-municipal.json' with { type: 'json' }
import type { Kysely } from 'kysely'
import type { City } from '../../shared/domain/city.ts'
import { profileInForce } from '../../shared/domain/shifts/profile-in-force.ts'
import { RuleProfile, usualProfile, type ProfileId } from '../../shared/domain/shifts/rules.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'
import { standingSitePolicy } from './site-policy.ts'

const shipped: Readonly<Record<ProfileId, unknown>> = {
  'es-contractor': esContractor,
  'es-municipal': esMunicipal,
  'ec-labour-code': ecLabourCode,
  'ec-public': ecPublic,
}

/** What ships for a site: the profile that its policy names, else the one its country usually hires under. */
export function shippedRules({ country }: Pick<City, 'country'>, profileId?: ProfileId): RuleProfile {
  return RuleProfile.parse(shipped[profileId ?? usualProfile(country)])
}

/** The rules that leads plan by: the same that the desks work by, in the same order (`rules-in-force.ts`). */
export async function rulesOfSite(db: Kysely<Database>): Promise<RuleProfile> {
  const city = await readCity(db)
  const site = await standingSitePolicy(db)
  const rows = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'rules')
    .where('doc', 'is not', null)
    .execute()
  return profileInForce({
    shipped: shippedRules(city, site.ruleProfile),
    published: rows.flatMap(({ doc }) => RuleProfile.safeParse(doc).data ?? []),
    siteRules: site.rules ?? {},
  })
}
