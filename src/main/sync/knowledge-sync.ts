import { z } from 'zod'
import { BundleFile, BundleRefusal, SignedBundle } from '../../shared/domain/publishing/bundle.ts'
import { Documents, publishingPaths, type BundleReceipt } from '../../shared/publishing-api.ts'
import type { CacheRows } from '../db/rows.ts'
import {
  installBundle,
  installedBundle,
  type DocumentSource,
  type InstallOutcome,
} from '../knowledge/install-bundle.ts'
import type { Trust } from '../knowledge/verify-bundle.ts'
import type { Clock, Log } from '../shell.ts'
import type { BackendClient } from './backend-client.ts'

const wantedName = 'knowledge.wanted'
const askedName = 'knowledge.asked'
const refusalName = 'knowledge.refusal'
const toldName = 'knowledge.told'

/** What was refused last and has not been put right since; the screen says so until then. */
export const KeptRefusal = z.object({ refusal: BundleRefusal, at: z.string() })
export type KeptRefusal = z.infer<typeof KeptRefusal>

export interface KnowledgeSync {
  /** After a pull: asks for a bundle that was announced and not asked for, and says what became of the last one. */
  round(token: string): Promise<void>
  /** A new session asks once in any case: another agent, another policy. */
  askAgain(): void
  /** From a USB stick: verified like any other. Answers why not. */
  installFile(text: string): Promise<InstallOutcome>
  refusal(): KeptRefusal | undefined
}

/** That a change announced a bundle; called while its page is taken in. */
export function wantBundle(rows: CacheRows, bundleVersion: number): void {
  rows.remembered.write(wantedName, bundleVersion)
}

export function createKnowledgeSync(deps: {
  rows: CacheRows
  backend: Pick<BackendClient, 'ask'>
  clock: Clock
  log: Log
  trust: () => Trust
  onInstalled: () => void
  onRefused: () => void
}): KnowledgeSync {
  const { rows, backend, clock, log } = deps
  const { remembered } = rows

  async function take(offered: unknown, source: DocumentSource): Promise<InstallOutcome> {
    const signed = SignedBundle.safeParse(offered)
    const outcome: InstallOutcome = signed.success
      ? await installBundle(signed.data, source, { rows, trust: deps.trust(), now: clock.now() })
      : { kind: 'refused', refusal: 'not-a-bundle' }
    if (outcome.kind === 'refused') {
      log.warn('a bundle of knowledge was refused; the last good one stays', { refusal: outcome.refusal })
      remembered.write(refusalName, {
        refusal: outcome.refusal,
        at: new Date(clock.now()).toISOString(),
      })
      deps.onRefused()
    } else {
      if (remembered.read(refusalName, KeptRefusal)) deps.onRefused()
      remembered.forget(refusalName)
      if (outcome.kind === 'installed') deps.onInstalled()
    }
    return outcome
  }

  async function askForBundle(token: string): Promise<void> {
    const wanted = remembered.read(wantedName, z.number())
    if (wanted === undefined || remembered.read(askedName, z.number()) === wanted) return
    // Read here and not by the client: an answer that is no bundle is one refused, not a backend out of reach.
    const answer = await backend.ask(token, {
      method: 'GET',
      path: publishingPaths.bundle,
      reply: z.unknown(),
    })
    await take(answer, async (hashes) => {
      const documents = Documents.safeParse(
        await backend.ask(token, {
          method: 'POST',
          path: publishingPaths.documents,
          body: { hashes },
          reply: z.unknown(),
        }),
      )
      return documents.success ? documents.data.documents : []
    })
    remembered.write(askedName, wanted)
  }

  async function tell(token: string): Promise<void> {
    const installed = installedBundle(rows)
    const refused = remembered.read(refusalName, KeptRefusal)
    const receipt: BundleReceipt = {
      bundleVersion: installed?.bundleVersion ?? 0,
      refusal: refused?.refusal ?? null,
    }
    const said = JSON.stringify([token.slice(-8), receipt])
    if ((!installed && !refused) || remembered.read(toldName, z.string()) === said) return
    await backend.ask(token, {
      method: 'POST',
      path: publishingPaths.installed,
      body: receipt,
      reply: z.unknown(),
    })
    remembered.write(toldName, said)
  }

  return {
    async round(token) {
      await askForBundle(token)
      await tell(token)
    },
    askAgain: () => remembered.forget(askedName),
    async installFile(text) {
      const file = BundleFile.safeParse(readJson(text))
      const documents = file.success ? file.data.documents : []
      const byHash = new Map(documents.map((document) => [document.sha256, document]))
      return await take(file.data?.bundle, (hashes) =>
        Promise.resolve(hashes.flatMap((hash) => byHash.get(hash) ?? [])),
      )
    },
    refusal: () => remembered.read(refusalName, KeptRefusal),
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
