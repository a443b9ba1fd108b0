import { z } from 'zod'
import { SoftphoneAccount } from '../../shared/backend-api.ts'
import type { Agent } from '../../shared/domain/agent.ts'
import { Code } from '../../shared/domain/basics.ts'
import { DeskError } from '../../shared/errors.ts'
import { readSettingsFile } from '../read-settings-file.ts'
import { isLoopback } from '../http/gate.ts'
import type { AmiLayout } from './ami/ami-exchange.ts'

/** Asterisk's management interface. Its secret opens the whole exchange, so it travels under TLS to any other machine. */
const AmiFile = z
  .strictObject({
    host: z.string().regex(/^[A-Za-z0-9.:-]+$/, 'must be a host name'),
    port: z.number().int().min(1).max(65535).default(5038),
    tls: z.boolean().optional(),
    username: z.string().min(1),
    secret: z.string().min(1),
    /** Asterisk's name of a queue, by our `queueId`; the same where it is left out. */
    queues: z.record(Code, z.string().min(1)).default({}),
    /** `{user}` stands for the user of the agent's account. */
    interface: z.string().includes('{user}', 'must contain {user}').default('PJSIP/{user}'),
    dialContext: z.string().min(1).default('from-agents'),
  })
  .refine(({ host, tls }) => isLoopback(host) || tls !== false, {
    path: ['tls'],
    message: 'must not be false for another machine',
  })

/** How the city's own PBX is reached and with which account each agent registers; kept outside the pack, it holds passwords. */
const ExchangeFile = z.strictObject({
  sockets: SoftphoneAccount.shape.sockets,
  domain: z.string().regex(/^[A-Za-z0-9.:[\]-]+$/, 'must be a host name'),
  iceServers: SoftphoneAccount.shape.iceServers,
  ami: AmiFile.optional(),
  conferencePrefix: SoftphoneAccount.shape.conferencePrefix,
  accounts: z.record(
    Code,
    z.strictObject({
      user: z.string().regex(/^[^\s@<>"]+$/, 'must be the user part of a SIP address'),
      password: z.string().min(1),
    }),
  ),
})

/** What the file says of the exchange. */
export interface ExchangeSettings {
  /** Throws `no-line` for an agent without an account, so that IT learns of it at sign-in. */
  accountOf: (agent: Agent) => SoftphoneAccount
  /** Undefined where the queues are worked by somebody else. */
  ami: AmiLayout | undefined
}

/** Reads `VENTANILLA_EXCHANGE_FILE`. Throws `damaged` that names the file, the field and the rule. */
export async function readExchangeFile(file: string): Promise<ExchangeSettings> {
  const { sockets, domain, iceServers, conferencePrefix, accounts, ami } = await readSettingsFile(
    file,
    ExchangeFile,
  )
  const keptFor = (agentId: string) => {
    const account = Object.hasOwn(accounts, agentId) ? accounts[agentId] : undefined
    if (!account) throw withoutAccount({ agentId })
    return account
  }
  return {
    accountOf(agent) {
      const account = keptFor(agent.agentId)
      return {
        uri: `sip:${account.user}@${domain}`,
        authorizationUser: account.user,
        password: account.password,
        displayName: agent.name,
        sockets,
        iceServers,
        ...(conferencePrefix === undefined ? {} : { conferencePrefix }),
      }
    },
    ami: ami && {
      address: { ...ami, tls: ami.tls ?? !isLoopback(ami.host) },
      queueNames: ami.queues,
      interfaceOf: (agentId) => ami.interface.replaceAll('{user}', keptFor(agentId).user),
      dialContext: ami.dialContext,
    },
  }
}

/** Also what every agent hears where no exchange is configured at all. */
export function withoutAccount(agent: Pick<Agent, 'agentId'>): DeskError {
  return new DeskError('no-line', `No telephone account is set for ${agent.agentId}. Ask IT for one.`)
}
