import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { SoftphoneAccount } from '../../shared/backend-api.ts'
import type { Agent } from '../../shared/domain/agent.ts'
import { Code } from '../../shared/domain/basics.ts'
import { DeskError } from '../../shared/errors.ts'

/** How the city's own PBX is reached and with which account each agent registers; kept outside the pack, it holds passwords. */
const ExchangeFile = z.strictObject({
  sockets: SoftphoneAccount.shape.sockets,
  domain: z.string().regex(/^[A-Za-z0-9.:[\]-]+$/, 'must be a host name'),
  iceServers: SoftphoneAccount.shape.iceServers,
  accounts: z.record(
    Code,
    z.strictObject({
      user: z.string().regex(/^[^\s@<>"]+$/, 'must be the user part of a SIP address'),
      password: z.string().min(1),
    }),
  ),
})

/**
 * Reads `VENTANILLA_EXCHANGE_FILE`. Throws `damaged` that names the file, the field and the rule. The given
 * function throws `no-line` for an agent without an account, so that IT learns of it at sign-in.
 */
export async function readExchangeFile(file: string): Promise<(agent: Agent) => SoftphoneAccount> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DeskError('damaged', `${file}: cannot be read.`, { cause })
  })
  const parsed = ExchangeFile.safeParse(readJson(file, text))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new DeskError('damaged', `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
  }
  const { sockets, domain, iceServers, accounts } = parsed.data
  return (agent) => {
    const account = Object.hasOwn(accounts, agent.agentId) ? accounts[agent.agentId] : undefined
    if (!account) throw withoutAccount(agent)
    return {
      uri: `sip:${account.user}@${domain}`,
      authorizationUser: account.user,
      password: account.password,
      displayName: agent.name,
      sockets,
      iceServers,
    }
  }
}

/** Also what every agent hears where no exchange is configured at all. */
export function withoutAccount(agent: Agent): DeskError {
  return new DeskError('no-line', `No telephone account is set for ${agent.agentId}. Ask IT for one.`)
}

function readJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DeskError('damaged', `${file}: is not JSON.`, { cause })
  }
}
