import { z } from 'zod'
import { CityId } from '../shared/domain/basics.ts'
import { DeskError } from '../shared/errors.ts'
import type { DatabaseChoice } from './database/open.ts'
import type { DeskPatience } from './exchange/desk-watch.ts'

const Environment = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
      .optional(),
    VENTANILLA_CITY: CityId.default('quito'),
    VENTANILLA_PACK: z.string().min(1).optional(),
    VENTANILLA_DATA: z.string().min(1).default('.cache/backend'),
    VENTANILLA_EXCHANGE_FILE: z.string().min(1).optional(),
    VENTANILLA_OPEN311_FILE: z.string().min(1).optional(),
    VENTANILLA_SIGNING_KEY_FILE: z.string().min(1).optional(),
    VENTANILLA_POLICY: z.string().min(1).optional(),
    VENTANILLA_ACCOUNT_FILE: z.string().min(1).optional(),
    VENTANILLA_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    VENTANILLA_DESK_PAUSE_SECONDS: z.coerce.number().int().min(10).max(3_600).default(30),
    VENTANILLA_DESK_SIGN_OUT_SECONDS: z.coerce.number().int().min(20).max(86_400).default(300),
    PORT: z.coerce.number().int().min(0).max(65535).default(8101),
    HOST: z.string().min(1).default('127.0.0.1'),
  })
  .refine((read) => read.VENTANILLA_DESK_SIGN_OUT_SECONDS > read.VENTANILLA_DESK_PAUSE_SECONDS, {
    path: ['VENTANILLA_DESK_SIGN_OUT_SECONDS'],
    message: 'must be more than VENTANILLA_DESK_PAUSE_SECONDS',
  })

export interface Settings {
  cityId: CityId
  packFolder: string
  database: DatabaseChoice
  exchangeFile: string | undefined
  open311File: string | undefined
  /** The policy file of the desks: weeks are planned by its rules. */
  policyFile: string | undefined
  signingKeyFile: string
  /** Where agents sign in with the city's own account; without it by password. */
  accountFile: string | undefined
  metricsToken: string | undefined
  /** How long a desk may be silent. */
  patience: DeskPatience
  port: number
  host: string
}

/** `npm run backend` is told everything by its environment. Throws `invalid-input` naming the variable and its rule. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new DeskError('invalid-input', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
  }
  const read = parsed.data
  return {
    cityId: read.VENTANILLA_CITY,
    packFolder: read.VENTANILLA_PACK ?? `assets/packs/${read.VENTANILLA_CITY}`,
    database: read.DATABASE_URL
      ? { kind: 'postgres', url: read.DATABASE_URL }
      : { kind: 'pglite', folder: `${read.VENTANILLA_DATA}/${read.VENTANILLA_CITY}` },
    exchangeFile: read.VENTANILLA_EXCHANGE_FILE,
    open311File: read.VENTANILLA_OPEN311_FILE,
    policyFile: read.VENTANILLA_POLICY,
    signingKeyFile:
      read.VENTANILLA_SIGNING_KEY_FILE ?? `${read.VENTANILLA_DATA}/${read.VENTANILLA_CITY}-signing-key.json`,
    accountFile: read.VENTANILLA_ACCOUNT_FILE,
    metricsToken: read.VENTANILLA_METRICS_TOKEN,
    patience: {
      pauseAfterMs: read.VENTANILLA_DESK_PAUSE_SECONDS * 1000,
      signOutAfterMs: read.VENTANILLA_DESK_SIGN_OUT_SECONDS * 1000,
    },
    port: read.PORT,
    host: read.HOST,
  }
}
