import { z } from 'zod'
import { AgentRole } from '../../../shared/domain/agent.ts'
import { Code } from '../../../shared/domain/basics.ts'
import { isLoopback } from '../../http/gate.ts'
import { readSettingsFile } from '../../read-settings-file.ts'

const IssuerUrl = z.url().refine((text) => {
  const address = URL.parse(text)
  return address?.protocol === 'https:' || (address?.protocol === 'http:' && isLoopback(address.hostname))
}, 'must be an https address, or one of this machine')

/** The city's own account service, and what its words about a person mean here. */
export const AccountSettings = z.strictObject({
  issuer: IssuerUrl,
  clientId: z.string().min(1).max(200),
  scope: z.string().startsWith('openid', 'must begin with openid').default('openid profile'),
  /** The claim of the ID token that says who it is. */
  agentClaim: z.string().min(1).default('preferred_username'),
  /** Our code of a person whom the account service calls otherwise. */
  agents: z.record(z.string(), Code).default({}),
  /** Whose claims decide the role; without it each agent's record does. Who is in no group of it is not let in. */
  roles: z
    .strictObject({
      claim: z.string().min(1),
      /** Groups by role; the highest role that fits counts. */
      groups: z.partialRecord(AgentRole, z.array(z.string().min(1))),
    })
    .optional(),
})
export type AccountSettings = z.infer<typeof AccountSettings>

/** Reads `VENTANILLA_ACCOUNT_FILE`. Throws `damaged` that names the file, the field and the rule. */
export async function readAccountFile(file: string): Promise<AccountSettings> {
  return await readSettingsFile(file, AccountSettings)
}
