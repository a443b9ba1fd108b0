import { z } from 'zod'
import { Code } from '../../shared/domain/basics.ts'
import { readSettingsFile } from '../read-settings-file.ts'

const HttpUrl = z
  .string()
  .regex(/^https?:\/\/[^\s?#]+$/, 'must be an http(s) address without a query')
  .transform((url) => url.replace(/\/+$/, ''))
const ApiKey = z.string().min(16, 'must have at least 16 characters').max(200)

const Server = z.strictObject({
  contact: z.string().max(1000).default(''),
  /** How a program gets a key: words or an address for discovery. */
  keyService: z.string().max(1000).default(''),
  kind: z.enum(['production', 'test']).default('production'),
  /** Where the world reaches `/open311` behind the city's proxy; without it, the host that was asked. */
  url: HttpUrl.optional(),
  /** `required` where one address serves several cities. */
  jurisdiction: z
    .strictObject({ id: z.string().min(1).max(253), required: z.boolean().default(false) })
    .optional(),
  keys: z.array(z.strictObject({ name: Code, key: ApiKey })).default([]),
})
export type Open311ServerSettings = z.infer<typeof Server>

const Destination = z.strictObject({
  name: Code,
  /** The endpoint: `services.xml` lies directly below it. */
  url: HttpUrl,
  key: z.string().min(1).max(200),
  jurisdiction: z.string().min(1).max(253).optional(),
  /** Our service code → theirs; only cases of these services are sent. */
  services: z.record(Code, z.string().min(1).max(200)),
  /** Name, telephone and e-mail of who asked go along only where the city needs them. */
  requester: z.enum(['kept', 'sent']).default('kept'),
  /** `mysociety`: the other side takes and gives updates at `servicerequestupdates`. */
  updates: z.enum(['none', 'mysociety']).default('none'),
})
export type Open311Destination = z.infer<typeof Destination>

const Open311File = z.strictObject({
  server: Server.optional(),
  destinations: z.array(Destination).default([]),
})
export type Open311Settings = z.infer<typeof Open311File>

/** Reads `VENTANILLA_OPEN311_FILE`, kept outside the pack because it holds keys. Throws `damaged`. */
export const readOpen311File = (file: string): Promise<Open311Settings> => readSettingsFile(file, Open311File)
