import type { Span } from '../procedure-parts.ts'
import { channelTypes, currencies, statuses } from './cpsv-terms.ts'
import { isoDuration, readIsoDuration } from './iso-duration.ts'
import {
  address,
  concept,
  date,
  decimal,
  inOrder,
  integer,
  isNode,
  many,
  node,
  plain,
  spanish,
  type Term,
} from './terms.ts'

/** XML Schema's duration cannot say that only working time counts, so the node says it beside. */
export const span: Term = {
  to: ({ counted, ...length }: Span) => ({
    '@type': 'vent:Span',
    'vent:duration': { '@type': 'xsd:duration', '@value': isoDuration(length) },
    'vent:counted': counted,
  }),
  from(read) {
    if (!isNode(read)) return read
    return { ...readIsoDuration(plain.from(read['vent:duration'])), counted: read['vent:counted'] }
  },
}

const channelKind = concept(channelTypes)
const currency = concept(currencies)

const audience = node('vent:Audience', {
  persons: ['vent:person', many(plain)],
  residence: ['vent:residence', plain],
  ageFrom: ['vent:ageFrom', integer],
  ageTo: ['vent:ageTo', integer],
  priorityGroups: ['vent:priorityGroup', many(plain)],
  note: ['dct:description', spanish],
})

const output = node('cv:Output', {
  text: ['dct:title', spanish],
  validity: ['vent:validity', span],
  deliveredBy: ['vent:deliveredBy', spanish],
})

const benefit = node('vent:Benefit', {
  amount: ['cv:hasValue', decimal],
  currency: ['cv:currency', currency],
  upTo: ['vent:upTo', plain],
  every: ['vent:every', plain],
  condition: ['dct:description', spanish],
})

const form = node('foaf:Document', { number: ['dct:identifier', plain], url: ['foaf:page', address] })

const requirement = node('cv:Requirement', {
  requirementId: ['dct:identifier', plain],
  text: ['dct:title', spanish],
  kind: [
    'dct:type',
    concept(prefixed('requirement', 'data', 'document', 'declaration', 'prior-act', 'payment')),
  ],
  mandatory: ['vent:mandatory', plain],
  condition: ['dct:description', spanish],
  original: ['vent:original', plain],
  heldBy: ['vent:heldBy', spanish],
  channels: ['vent:ifAccessedThrough', many(channelKind)],
  form: ['vent:form', form],
  law: ['vent:definedBy', spanish],
})

const cost = node('cv:Cost', {
  kind: ['vent:kind', plain],
  amount: ['cv:hasValue', decimal],
  currency: ['cv:currency', currency],
  formula: ['vent:formula', spanish],
  condition: ['dct:description', spanish],
  channels: ['vent:ifAccessedThrough', many(channelKind)],
  law: ['vent:definedBy', spanish],
  payBy: ['vent:payBy', spanish],
  reductions: ['vent:reduction', inOrder(spanish)],
})

const window = node('vent:ApplicationWindow', {
  kind: ['vent:kind', plain],
  from: ['vent:from', date],
  to: ['vent:to', date],
  atLeast: ['vent:atLeast', span],
  before: ['vent:before', spanish],
})

const timing = node('vent:Timing', {
  window: ['vent:window', window],
  maximum: ['vent:maximum', span],
  typical: ['vent:typical', span],
  startsAt: ['vent:startsAt', spanish],
  silence: ['vent:silence', plain],
  law: ['vent:definedBy', spanish],
  note: ['dct:description', spanish],
})

const channel = node('cv:Channel', {
  kind: ['dct:type', channelKind],
  where: ['dct:description', spanish],
  url: ['foaf:page', address],
  offices: ['vent:office', many(plain)],
  hours: ['vent:hours', spanish],
  appointment: [
    'vent:appointment',
    node('vent:Appointment', { needed: ['vent:needed', plain], calendarId: ['dct:identifier', plain] }),
  ],
  languages: ['dct:language', many(plain)],
  accessibility: ['vent:accessibility', spanish],
})

const wayThrough = node('vent:WayThrough', {
  channel: ['dct:type', channelKind],
  steps: ['vent:steps', inOrder(spanish)],
  assistedByPhone: ['vent:assistedByPhone', plain],
  agentMay: ['vent:agentMay', inOrder(spanish)],
})

const legalResource = node('eli:LegalResource', {
  title: ['dct:title', spanish],
  article: ['vent:article', plain],
  date: ['dct:date', date],
  url: ['foaf:page', address],
})

const guidance = node('vent:Guidance', {
  scriptId: ['vent:script', plain],
  opening: ['vent:opening', inOrder(spanish)],
  warnings: ['vent:warning', inOrder(spanish)],
  escalation: ['vent:escalation', spanish],
  closing: ['vent:closing', spanish],
  message: ['vent:message', spanish],
})

const monthCount = node('vent:MonthCount', {
  month: ['vent:month', plain],
  attentions: ['vent:attentions', integer],
  complaints: ['vent:complaints', integer],
})

const organisation: Term = {
  to: (unitId: string) => ({ '@type': 'cv:PublicOrganisation', 'dct:identifier': unitId }),
  from: (read) => (isNode(read) ? plain.from(read['dct:identifier']) : read),
}
const event: Term = {
  to: (title: string) => ({ '@type': 'cv:LifeEvent', 'dct:title': spanish.to(title as never) }),
  from: (read) => (isNode(read) ? spanish.from(read['dct:title']) : read),
}

/** A procedure as a public service: what CPSV-AP names by its names, everything else by ours. */
export const publicService = node('cpsv:PublicService', {
  procedureId: ['dct:identifier', plain],
  code: ['vent:code', plain],
  siaCode: ['vent:siaCode', plain],
  gobecId: ['vent:gobecId', plain],
  title: ['dct:title', spanish],
  summary: ['dct:description', spanish],
  synonyms: ['dcat:keyword', many(spanish)],
  lifeEvents: ['cv:isGroupedBy', many(event)],
  status: ['adms:status', concept(statuses)],
  unitId: ['cv:hasCompetentAuthority', organisation],
  authority: ['vent:legalAuthority', spanish],
  secondLevelQueue: ['vent:secondLevelQueue', plain],
  backOfficeEmail: ['vent:backOfficeEmail', plain],
  audience: ['dct:audience', audience],
  result: ['cpsv:produces', output],
  benefits: ['vent:benefit', many(benefit)],
  requirements: ['cv:holdsRequirement', many(requirement)],
  waysThrough: ['vent:wayThrough', many(wayThrough)],
  channels: ['cv:hasChannel', many(channel)],
  cost: ['cv:hasCost', many(cost)],
  time: ['vent:timing', timing],
  law: ['cv:hasLegalResource', many(legalResource)],
  guidance: ['vent:guidance', guidance],
  statistics: ['vent:monthCount', many(monthCount)],
  version: ['vent:version', integer],
  validFrom: ['vent:validFrom', date],
  validTo: ['vent:validTo', date],
  reviewedOn: ['dct:modified', date],
  reviewDue: ['vent:reviewDue', date],
  author: ['dct:creator', plain],
  approver: ['vent:approver', plain],
  source: ['dct:source', spanish],
  sourceUrl: ['foaf:page', address],
  sourceDate: ['dct:issued', date],
  changeNote: ['adms:versionNotes', spanish],
})

function prefixed(group: string, ...words: string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, `vent:${group}-${word}`]))
}
