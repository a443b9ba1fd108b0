import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import {
  advanceDraft,
  type Draft,
  type DraftEvent,
  type DraftRefusal,
} from '../../shared/domain/publishing/draft.ts'
import { DeskError } from '../../shared/errors.ts'
import type { AuditEntry, DraftStep, RollBack } from '../../shared/publishing-api.ts'
import { readRecord } from '../changes/change-log.ts'
import { readCity } from '../city.ts'
import { changeChannel } from '../database/open.ts'
import type { Database } from '../database/schema.ts'
import { note } from './audit.ts'
import { lockPress, pressBundles, type Press } from './bundles.ts'
import { asPublished, cityDay, examine } from './checking.ts'
import { readDraft, recordsWithTeams, writeDraft } from './drafts.ts'
import { documentHash } from './hash.ts'
import { keepVersion, newestVersion, takeBack, versionDocument } from './versions.ts'

/** A transaction with everything that publishing needs to know of its surroundings. */
export interface Publishing {
  readonly trx: Transaction<Database>
  readonly press: Press
  readonly at: Date
}

/**
 * One step of a draft by one person. Throws `forbidden` where it takes a second person, `conflict` where the step
 * does not fit or a check still finds an error; nothing has happened then.
 */
export async function takeStep(
  publishing: Publishing,
  draftId: string,
  step: DraftStep,
  by: string,
): Promise<Draft> {
  const { trx } = publishing
  await lockPress(trx)
  const draft = await readDraft(trx, draftId)
  switch (step.step) {
    case 'submit': {
      const { findings } = await examine(trx, draft, publishing.at)
      if (findings.some(({ level }) => level === 'error'))
        throw new DeskError('conflict', 'The checks still find errors. Put them right first.')
      return await keep(publishing, draft, { kind: 'submit' }, by, 'submitted')
    }
    case 'approve':
      if (step.seen && draft.written && step.seen !== draft.written.at)
        throw new DeskError('conflict', 'The words were changed since they were looked at.')
      return await keep(publishing, draft, { kind: 'approve' }, by, 'approved')
    case 'refuse':
      return await keep(publishing, draft, { kind: 'refuse', reason: step.reason }, by, 'refused', {
        detail: step.reason,
      })
    case 'schedule': {
      const { publishAt } = step
      const event: DraftEvent = { kind: 'schedule', publishAt }
      const after = await keep(publishing, draft, event, by, 'scheduled', { detail: publishAt })
      // Every process of this backend looks at its clockwork again.
      await sql`SELECT pg_notify(${changeChannel}, '')`.execute(trx)
      return after
    }
    case 'give-to-team':
      return await giveToTeam(publishing, draft, step.team, by)
    case 'publish':
      return await publish(publishing, draft, by)
    case 'discard': {
      const after = await keep(publishing, draft, { kind: 'discard' }, by, 'discarded')
      if (draft.phase.name === 'with-team') {
        await takeBack(trx, draft, draft.phase.version)
        await pressBundles(trx, publishing.press, publishing.at)
      }
      return after
    }
  }
}

/** In one action: a new version with the content of an old one goes out at once. It was reviewed when it was new. */
export async function rollBack(
  { trx, press, at }: Publishing,
  { entity, id, toVersion, reason }: z.infer<typeof RollBack>,
  by: string,
): Promise<number> {
  await lockPress(trx)
  if (await isWithATeam(trx, entity, id))
    throw new DeskError('conflict', 'A team has a newer version of this. Take it back from the team first.')
  const old = await versionDocument(trx, entity, id, toVersion)
  const version = (await newestVersion(trx, entity, id)) + 1
  const today = cityDay(at, (await readCity(trx)).timeZone)
  const doc = { ...old, version, ...(entity === 'script' ? { publishedOn: today } : {}) }
  const bundleVersion = await pressBundles(trx, press, at, [{ entity, id, doc }])
  await keepVersion(trx, {
    entity,
    id,
    version,
    sha256: documentHash(doc),
    bundleVersion,
    at,
    by,
    reason,
    rolledBackTo: toVersion,
  })
  await note(trx, {
    at,
    by,
    action: 'rolled-back',
    entity,
    id,
    version,
    detail: `→ v${toVersion}: ${reason}`,
  })
  return version
}

async function publish(publishing: Publishing, draft: Draft, by: string): Promise<Draft> {
  const { trx, press, at } = publishing
  const { entity, id, phase } = draft
  await mustStandOnWhatIsInUse(publishing, draft)
  const ahead = phase.name === 'with-team' ? phase.version : undefined
  const version = ahead ?? (await newestVersion(trx, entity, id)) + 1
  // What the team has is what everybody gets, to the letter.
  const doc = ahead === undefined ? await numbered(publishing, draft, version) : draft.doc
  const after = await keep(publishing, { ...draft, doc }, { kind: 'publish', version }, by, 'published', {
    version,
  })
  const bundleVersion = await pressBundles(trx, press, at, [{ entity, id, doc }])
  await goneOut(publishing, draft, { doc, version, bundleVersion, by })
  return after
}

async function giveToTeam(publishing: Publishing, draft: Draft, team: string, by: string): Promise<Draft> {
  const { trx, press, at } = publishing
  const { entity, id } = draft
  await mustStandOnWhatIsInUse(publishing, draft)
  const version = (await newestVersion(trx, entity, id)) + 1
  const doc = await numbered(publishing, draft, version)
  const event: DraftEvent = { kind: 'give-to-team', team, version }
  const after = await keep(publishing, { ...draft, doc }, event, by, 'given-to-team', {
    detail: team,
    version,
  })
  await pressBundles(trx, press, at)
  const bundleVersion = await teamBundleVersion(trx, team)
  await goneOut(publishing, draft, { doc, version, bundleVersion, by, team })
  return after
}

/** That this content went out under this number, with the names of who approved and who published it. */
async function goneOut(
  { trx, at }: Publishing,
  draft: Draft,
  out: { doc: Draft['doc']; version: number; bundleVersion: number; by: string; team?: string },
): Promise<void> {
  const { doc, ...kept } = out
  const { entity, id } = draft
  await keepVersion(trx, { entity, id, sha256: documentHash(doc), at, ...kept, ...approvalOf(draft) })
}

async function isWithATeam(trx: Transaction<Database>, entity: string, id: string): Promise<boolean> {
  const ahead = [...(await recordsWithTeams(trx)).values()].flat()
  return ahead.some((record) => record.entity === entity && record.id === id)
}

async function teamBundleVersion(trx: Transaction<Database>, team: string): Promise<number> {
  const row = await trx
    .selectFrom('knowledge_bundles')
    .select((each) => each.fn.max('bundle_version').as('version'))
    .where('audience', '=', team)
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}

/** Otherwise what somebody else published meanwhile would be undone by whoever comes second. */
async function mustStandOnWhatIsInUse(
  { trx }: Publishing,
  { entity, id, baseVersion }: Draft,
): Promise<void> {
  const inUse = z.object({ version: z.number() }).safeParse(await readRecord(trx, entity, id))
  if ((inUse.success ? inUse.data.version : 0) === baseVersion) return
  throw new DeskError('conflict', 'Another version was published meanwhile. Begin a new draft from it.')
}

async function numbered({ trx, at }: Publishing, draft: Draft, version: number): Promise<Draft['doc']> {
  return asPublished(draft, version, cityDay(at, (await readCity(trx)).timeZone))
}

function approvalOf({ phase }: Draft): { approvedBy?: string } {
  if (phase.name === 'approved') return { approvedBy: phase.by }
  return phase.name === 'scheduled' ? { approvedBy: phase.approvedBy } : {}
}

async function keep(
  { trx, at }: Publishing,
  draft: Draft,
  event: DraftEvent,
  by: string,
  action: AuditEntry['action'],
  { detail = '', version = null }: { detail?: string; version?: number | null } = {},
): Promise<Draft> {
  const after = advanceDraft(draft, event, by, at.toISOString())
  if (typeof after === 'string') throw refused(after)
  await writeDraft(trx, after)
  await note(trx, { at, by, action, entity: draft.entity, id: draft.id, version, detail })
  return after
}

/** In the words of the rule that was broken. */
export function refused(refusal: DraftRefusal): DeskError {
  switch (refusal) {
    case 'own-work':
      return new DeskError('forbidden', 'A second person approves: you wrote in this draft yourself.')
    case 'wrong-phase':
      return new DeskError('conflict', 'The draft is not where this step begins. Look at it again.')
    case 'too-late':
      return new DeskError('invalid-input', 'publishAt: must be in the future')
  }
}
