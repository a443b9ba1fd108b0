import { z } from 'zod'
import { BundleFile, SignedBundle } from '../../shared/domain/publishing/bundle.ts'
import {
  AskDocuments,
  BundleReceipt,
  DifferenceList,
  Documents,
  DraftStep,
  DraftView,
  ImportDrafts,
  ImportedDrafts,
  InLanguage,
  KnowledgeOverview,
  Readers,
  RecordHistory,
  RollBack,
  SaveDraft,
  WhichDifference,
  WhichRecord,
  WhichVersion,
  publishingPaths,
} from '../../shared/publishing-api.ts'
import type { DescribedRoutes } from './described.ts'

const draft = `${publishingPaths.draft}/:draftId`

/** How desks get the city's knowledge, and how team leads write and publish it. */
export const knowledgeRouteDescriptions: DescribedRoutes = {
  [`GET ${publishingPaths.bundle}`]: {
    says: 'The newest signed bundle for this agent’s team.',
    who: 'agent',
    reply: SignedBundle,
  },
  [`POST ${publishingPaths.documents}`]: {
    says: 'Documents of a bundle by their hashes.',
    who: 'agent',
    body: AskDocuments,
    reply: Documents,
  },
  [`POST ${publishingPaths.installed}`]: {
    says: 'A desk says which bundle it installed, or why it refused one.',
    who: 'agent',
    body: BundleReceipt,
    reply: z.object({}),
  },
  [`GET ${publishingPaths.overview}`]: {
    says: 'Every record with its state and what somebody is writing about it.',
    who: 'team-lead',
    reply: KnowledgeOverview,
  },
  [`GET ${publishingPaths.record}`]: {
    says: 'One record: versions, who did what, and its open draft.',
    who: 'team-lead',
    query: WhichRecord.extend(InLanguage.shape),
    reply: RecordHistory,
  },
  [`GET ${publishingPaths.differences}`]: {
    says: 'What one version says otherwise than another.',
    who: 'team-lead',
    query: WhichDifference,
    reply: DifferenceList,
  },
  [`GET ${publishingPaths.readers}`]: {
    says: 'Who has a version and who has opened it.',
    who: 'team-lead',
    query: WhichVersion,
    reply: Readers,
  },
  [`GET ${publishingPaths.exported}`]: {
    says: 'The signed bundle as one file, for desks without a network.',
    who: 'team-lead',
    reply: BundleFile,
  },
  [`GET ${draft}`]: {
    says: 'A draft, with what the checks find in it.',
    who: 'team-lead',
    query: InLanguage,
    reply: DraftView,
  },
  [`PUT ${draft}`]: {
    says: 'Saves a draft, unless somebody else wrote it meanwhile.',
    who: 'team-lead',
    query: InLanguage,
    body: SaveDraft,
    reply: DraftView,
  },
  [`POST ${draft}/steps`]: {
    says: 'Takes a draft one step on: to review, approved, published, given back, discarded.',
    who: 'team-lead',
    query: InLanguage,
    body: DraftStep,
    reply: DraftView,
  },
  [`POST ${publishingPaths.imported}`]: {
    says: 'Makes drafts of a table of procedures or a list of questions.',
    who: 'team-lead',
    query: InLanguage,
    body: ImportDrafts,
    reply: ImportedDrafts,
  },
  [`POST ${publishingPaths.rollBack}`]: {
    says: 'Brings back the words of an earlier version, as a new version.',
    who: 'team-lead',
    body: RollBack,
    reply: z.object({ version: z.int() }),
  },
}
