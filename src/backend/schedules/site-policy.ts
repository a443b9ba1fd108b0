import type { Kysely } from 'kysely'
import { z } from 'zod'
import { ProfileId } from '../../shared/domain/shifts/rules.ts'
import { SiteRules } from '../../shared/domain/shifts/site-rules.ts'
import type { Database } from '../database/schema.ts'
import { readSettingsFile } from '../read-settings-file.ts'

/** Of the policy file of the desks what planning needs; the rest of it is the desks' own matter. */
export const SitePolicy = z.object({ ruleProfile: ProfileId.optional(), rules: SiteRules.optional() })
export type SitePolicy = z.infer<typeof SitePolicy>

/** Reads `VENTANILLA_POLICY`, the file that is handed to the desks. Throws `damaged` with file, field and rule. */
export const readSitePolicy = (file: string): Promise<SitePolicy> => readSettingsFile(file, SitePolicy)

/** At every start, so that what was taken out of the file counts no longer. */
export async function storeSitePolicy(db: Kysely<Database>, policy: SitePolicy): Promise<void> {
  const doc = JSON.stringify(policy)
  await db
    .insertInto('site_policy')
    .values({ doc })
    .onConflict((conflict) => conflict.column('single').doUpdateSet({ doc }))
    .execute()
}

export async function standingSitePolicy(db: Kysely<Database>): Promise<SitePolicy> {
  const row = await db.selectFrom('site_policy').select('doc').executeTakeFirst()
  return SitePolicy.parse(row?.doc ?? {})
}
