import { hkdfSync, randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import { z } from 'zod'
import { paths } from '../shared/backend-api.ts'
import { DeskOrders, type DeskKnock, type WipeReceipt } from '../shared/domain/desk.ts'
import { DeskError } from '../shared/errors.ts'
import { CacheClosed } from './db/faults.ts'
import type { Clock, SecretStore } from './shell.ts'
import type { BackendClient } from './sync/backend-client.ts'

const dayMs = 24 * 60 * 60 * 1000
const keyName = 'cache-key'
const shareName = 'cache-key-share'
const deskName = 'desk-id'
const credentialName = 'desk-credential'

/** `applied` false: the file may still be written with the key of before. Without a value it is to be asked for. */
const KeptShare = z.object({
  value: z.string().nullable(),
  days: z.number(),
  until: z.number(),
  applied: z.boolean(),
})
type KeptShare = z.infer<typeof KeptShare>

/** The keys of this machine: its name, its half of the cache's key, and the half that the city lends it. */
export interface DeskKeys {
  readonly deskId: string
  /** Throws `CacheClosed` where the lent half ran out and the backend cannot be asked, or ordered the wipe. */
  open(): Promise<{ key: Buffer; older: Buffer[] }>
  /** Says what waits here and hears the backend's orders. `rekey` is called where the cache is to get another key. */
  knock(
    token: string,
    outbox: z.infer<typeof DeskKnock>['outbox'],
    rekey: (key: Buffer) => Promise<void>,
  ): Promise<'stay' | 'wipe' | { elsewhere: string }>
  /** First of all on a wipe: what is left on the disk is noise from then on. */
  destroy(): Promise<void>
  tellWiped(receipt: Omit<WipeReceipt, 'deskId' | 'credential'>): Promise<void>
}

export async function createDeskKeys(deps: {
  secrets: SecretStore
  clock: Clock
  backend: Pick<BackendClient, 'ask'>
}): Promise<DeskKeys> {
  const { secrets, clock, backend } = deps
  const deskId = await keep(deskName, () => ulid(clock.now()))
  const credential = await keep(credentialName, () => randomBytes(32).toString('base64url'))

  async function keep(name: string, make: () => string): Promise<string> {
    const kept = await secrets.read(name)
    if (kept !== undefined) return kept
    const made = make()
    await secrets.write(name, made)
    return made
  }

  async function readShare(): Promise<KeptShare | undefined> {
    const kept = await secrets.read(shareName)
    return kept === undefined ? undefined : KeptShare.parse(JSON.parse(kept))
  }
  const writeShare = (share: KeptShare) => secrets.write(shareName, JSON.stringify(share))

  /** The lent half, asked for again where it ran out: it is off the disk before anybody is asked. */
  async function lent(): Promise<KeptShare | undefined> {
    const kept = await readShare()
    if (!kept || (kept.value !== null && clock.now() < kept.until)) return kept
    await writeShare({ ...kept, value: null })
    const orders = await backend
      .ask(undefined, {
        method: 'POST',
        path: paths.deskShare,
        body: { deskId, credential },
        reply: DeskOrders,
      })
      .catch((cause: unknown) => {
        throw new CacheClosed('share-expired', cause)
      })
    if (orders.wipe) throw new CacheClosed('wiped')
    if (!orders.share) throw new CacheClosed('share-expired')
    return await lend(orders.share, kept.applied)
  }

  async function lend(
    { value, days }: { value: string; days: number },
    applied: boolean,
  ): Promise<KeptShare> {
    const share = { value, days, until: clock.now() + days * dayMs, applied }
    await writeShare(share)
    return share
  }

  return {
    deskId,
    async open() {
      const local = Buffer.from(await keep(keyName, () => randomBytes(32).toString('base64')), 'base64')
      const share = await lent()
      if (!share?.value) return { key: local, older: [] }
      const whole = join(local, share.value)
      return share.applied ? { key: whole, older: [] } : { key: whole, older: [local] }
    },
    async knock(token, outbox, rekey) {
      const orders = await backend.ask(token, {
        method: 'POST',
        path: paths.desk,
        body: { deskId, credential, ...(outbox && { outbox }) },
        reply: DeskOrders,
      })
      if (orders.wipe) return 'wipe'
      const stay = orders.elsewhere === undefined ? 'stay' : { elsewhere: orders.elsewhere }
      if (!orders.share) return stay
      const before = await readShare()
      const renewed = await lend(orders.share, before?.applied ?? false)
      if (renewed.applied) return stay
      const local = await secrets.read(keyName)
      if (local === undefined) throw new DeskError('internal', 'The key of the cache is gone.')
      await rekey(join(Buffer.from(local, 'base64'), orders.share.value))
      await writeShare({ ...renewed, applied: true })
      return stay
    },
    async destroy() {
      await secrets.remove(keyName)
      await secrets.remove(shareName)
    },
    async tellWiped(receipt) {
      await backend.ask(undefined, {
        method: 'POST',
        path: paths.deskWiped,
        body: { deskId, credential, ...receipt },
        reply: z.unknown(),
      })
      await secrets.remove(credentialName)
      await secrets.remove(deskName)
    },
  }
}

/** Neither half says anything about the key (RFC 5869). */
function join(local: Buffer, share: string): Buffer {
  return Buffer.from(hkdfSync('sha256', local, Buffer.from(share, 'base64url'), 'ventanilla cache', 32))
}
