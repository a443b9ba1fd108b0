import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { Manifest, type BundleFile } from '../../shared/domain/publishing/bundle.ts'
import { differences } from '../../shared/domain/publishing/differences.ts'
import { versionOf } from '../../shared/domain/publishing/record.ts'
import {
  AskDocuments,
  BundleReceipt,
  DraftStep,
  ImportDrafts,
  InLanguage,
  RollBack,
  SaveDraft,
  WhichDifference,
  WhichDraft,
  WhichRecord,
  WhichVersion,
  publishingPaths,
} from '../../shared/publishing-api.ts'
import { readRecord } from '../changes/change-log.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/schema.ts'
import { checked } from '../http/answers.ts'
import { callerOf, onlyFor } from '../http/gate.ts'
import { historyOf, note } from '../publishing/audit.ts'
import { bundleFor, readDocuments, type Press } from '../publishing/bundles.ts'
import { examine } from '../publishing/checking.ts'
import { openDraftOf, readDraft } from '../publishing/drafts.ts'
import { createHandOut } from '../publishing/hand-out.ts'
import { importDrafts } from '../publishing/import-drafts.ts'
import { overview } from '../publishing/overview.ts'
import { rollBack, takeStep, type Publishing } from '../publishing/publish.ts'
import { createReceiptBook, readersOf } from '../publishing/receipts.ts'
import { saveDraft } from '../publishing/save-draft.ts'
import { versionDocument, versionsOf } from '../publishing/versions.ts'

export interface PublishingDeps {
  db: Kysely<Database>
  clock: Clock
  press: Press
}

/** A script with every step written out, and room to grow. */
const draftBodyBytes = 1024 * 1024
const importBodyBytes = 4 * draftBodyBytes
const documentsAtOnce = 500
const json = 'application/json; charset=utf-8'

/** How desks get the city's knowledge, and how team leads write, review, publish and take it back. */
export function publishingRoutes(app: FastifyInstance, deps: PublishingDeps): void {
  deskRoutes(app, deps)
  readingRoutes(app, deps)
  writingRoutes(app, deps)
}

function deskRoutes(app: FastifyInstance, { db, clock, press }: PublishingDeps): void {
  const handOut = createHandOut(db, press)
  const receipts = createReceiptBook(db)
  app.route({
    method: 'GET',
    url: publishingPaths.bundle,
    handler: async (request, reply) => {
      const bytes = await handOut.bundle(callerOf(request).agent.team)
      return await reply.type(json).send(bytes)
    },
  })
  app.route({
    method: 'POST',
    url: publishingPaths.documents,
    handler: async (request, reply) => {
      const bytes = await handOut.documents(checked(AskDocuments, request.body).hashes)
      return await reply.type(json).send(bytes)
    },
  })
  app.route({
    method: 'POST',
    url: publishingPaths.installed,
    handler: async (request) => {
      const receipt = checked(BundleReceipt, request.body)
      await receipts.keep(callerOf(request).agent.agentId, receipt, new Date(clock.now()))
      return {}
    },
  })
}

function readingRoutes(app: FastifyInstance, { db, clock, press }: PublishingDeps): void {
  app.route({
    method: 'GET',
    url: publishingPaths.overview,
    handler: (request) => {
      onlyFor(request, 'team-lead')
      return overview(db)
    },
  })
  app.route({
    method: 'GET',
    url: publishingPaths.record,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      const { entity, id } = checked(WhichRecord, request.query)
      const doc = ((await readRecord(db, entity, id)) ?? null) as Record<string, unknown> | null
      const inUse = doc === null ? 0 : versionOf({ doc })
      const { language } = checked(InLanguage, request.query)
      const draft = await openDraftOf(db, entity, id)
      return {
        versions: await versionsOf(db, entity, id, inUse),
        audit: await historyOf(db, entity, id),
        doc,
        open: draft ? { draft, ...(await examine(db, draft, new Date(clock.now()), language)) } : null,
      }
    },
  })
  app.route({
    method: 'GET',
    url: publishingPaths.differences,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      const { entity, id, from, to } = checked(WhichDifference, request.query)
      const before = from === 0 ? {} : await versionDocument(db, entity, id, from)
      return { differences: differences(before, await versionDocument(db, entity, id, to)) }
    },
  })
  app.route({
    method: 'GET',
    url: publishingPaths.readers,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      return { readers: await readersOf(db, checked(WhichVersion, request.query)) }
    },
  })
  app.route({
    method: 'GET',
    url: publishingPaths.exported,
    handler: async (request): Promise<BundleFile> => {
      const { agent } = onlyFor(request, 'team-lead')
      const bundle = await bundleFor(db, undefined, press)
      const { records, bundleVersion } = Manifest.parse(JSON.parse(bundle.manifest.text))
      const hashes = [...new Set(records.map(({ sha256 }) => sha256))]
      const documents: BundleFile['documents'] = []
      for (let start = 0; start < hashes.length; start += documentsAtOnce)
        documents.push(...(await readDocuments(db, hashes.slice(start, start + documentsAtOnce))))
      const at = new Date(clock.now())
      await db.transaction().execute((trx) =>
        note(trx, {
          at,
          by: agent.agentId,
          action: 'exported',
          entity: null,
          id: null,
          version: null,
          detail: String(bundleVersion),
        }),
      )
      return {
        ventanilla: 'knowledge-bundle',
        bundle,
        documents: documents.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
      }
    },
  })
}

function writingRoutes(app: FastifyInstance, { db, clock, press }: PublishingDeps): void {
  const at = (): Date => new Date(clock.now())
  const inOne = <T>(work: (publishing: Publishing) => Promise<T>): Promise<T> =>
    db.transaction().execute((trx) => work({ trx, press, at: at() }))
  const one = `${publishingPaths.draft}/:draftId`

  app.route({
    method: 'GET',
    url: one,
    handler: async (request) => {
      onlyFor(request, 'team-lead')
      const draft = await readDraft(db, checked(WhichDraft, request.params).draftId)
      return { draft, ...(await examine(db, draft, at(), checked(InLanguage, request.query).language)) }
    },
  })
  app.route({
    method: 'PUT',
    url: one,
    bodyLimit: draftBodyBytes,
    handler: async (request) => {
      const { agent } = onlyFor(request, 'team-lead')
      const { draftId } = checked(WhichDraft, request.params)
      const wish = checked(SaveDraft, request.body)
      const draft = await inOne((publishing) => saveDraft(publishing, draftId, wish, agent.agentId))
      return { draft, ...(await examine(db, draft, at(), checked(InLanguage, request.query).language)) }
    },
  })
  app.route({
    method: 'POST',
    url: `${one}/steps`,
    handler: async (request) => {
      const { agent } = onlyFor(request, 'team-lead')
      const { draftId } = checked(WhichDraft, request.params)
      const step = checked(DraftStep, request.body)
      const draft = await inOne((publishing) => takeStep(publishing, draftId, step, agent.agentId))
      return { draft, ...(await examine(db, draft, at(), checked(InLanguage, request.query).language)) }
    },
  })
  app.route({
    method: 'POST',
    url: publishingPaths.imported,
    bodyLimit: importBodyBytes,
    handler: async (request) => {
      const { agent } = onlyFor(request, 'team-lead')
      const wish = checked(ImportDrafts, request.body)
      const { language } = checked(InLanguage, request.query)
      return await inOne((publishing) => importDrafts(publishing, wish, { by: agent.agentId, language }))
    },
  })
  app.route({
    method: 'POST',
    url: publishingPaths.rollBack,
    handler: async (request) => {
      const { agent } = onlyFor(request, 'team-lead')
      const wish = checked(RollBack, request.body)
      return { version: await inOne((publishing) => rollBack(publishing, wish, agent.agentId)) }
    },
  })
}
