import ecPublic from '../../../assets/rules/ec-public.json' with { type: 'json' }
import esContractor from '../../../assets/rules/es-contractor.json' with { type: 'json' }
import type { Kysely } from 'kysely'
import { RuleProfile, usualProfile } from '../../shared/domain/shifts/rules.ts'
import { readCity } from '../city.ts'
import type { Database } from '../database/schema.ts'

/** The rules that leads plan by: those the city published, else what ships for its country. */
export async function rulesOfSite(db: Kysely<Database>): Promise<RuleProfile> {
  const { country } = await readCity(db)
  const profileId = usualProfile(country)
  const published = await db
    .selectFrom('records')
    .select('doc')
    .where('entity', '=', 'rules')
    .where('doc', 'is not', null)
    .execute()
  const own = published
    .map(({ doc }) => RuleProfile.safeParse(doc).data)
    .find((profile) => profile?.profileId === profileId)
  return own ?? RuleProfile.parse(country === 'ES' ? esContractor : ecPublic)
}
