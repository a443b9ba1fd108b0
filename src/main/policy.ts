import { z } from 'zod'
import { KeyId, PublicKey } from '../shared/domain/publishing/bundle.ts'
import { ProfileId } from '../shared/domain/shifts/rules.ts'
import { SiteRules } from '../shared/domain/shifts/site-rules.ts'

/**
 * What IT decides, in one JSON file (`VENTANILLA_POLICY` or `policy.json` in the data folder). Without one the
 * demo city starts. Unknown keys are refused, so that a typing error never switches a rule off in silence.
 */
export const Policy = z.strictObject({
  backend: z.strictObject({ url: z.url() }),
  /** Allows the OS store's plain-text fallback on Linux; off because a stolen disk then opens the cache. */
  allowPlainTextSecrets: z.boolean().default(false),
  /** Seconds of wrap-up before the desk reminds; 0 = no timer. */
  wrapUpSeconds: z.number().int().min(0).max(3600).default(120),
  /**
   * Whose knowledge this desk believes: the city's public keys, and names of keys that are good no longer (a lost
   * one, or the old one after a rotation). Without any key no knowledge is taken in.
   */
  knowledge: z
    .strictObject({ keys: z.array(PublicKey).max(20), revoked: z.array(KeyId).max(200).default([]) })
    .optional(),
  /** How one signs in with the city's own account, where its backend asks for that. */
  signIn: z
    .strictObject({
      /** The only account service this desk goes to, whatever a backend says. */
      issuer: z.url().optional(),
      /** Hours that a session goes on without a network after it ended; 0 = not at all. */
      offlineHours: z.number().int().min(0).max(72).default(0),
    })
    .optional(),
  /**
   * Whether a PDF of a case may be saved as a file here. Off: everything of a citizen on this disk is encrypted, and
   * a saved file is not (domain §6.3).
   */
  saveDocuments: z.boolean().optional(),
  /** The law this site works under; by the city's country where it is not said. */
  ruleProfile: ProfileId.optional(),
  /** Numbers of single rules that are other at this site, whoever published the profile. */
  rules: SiteRules.optional(),
})
export type Policy = z.infer<typeof Policy>
