import type { TFunction } from 'i18next'
import type { Article } from '../../../../shared/domain/article.ts'
import type { Procedure } from '../../../../shared/domain/procedure.ts'
import {
  audienceWords,
  benefitWords,
  channelWords,
  costWords,
  dayWords,
  lawWords,
  requirementWords,
  resultWords,
  timeWords,
} from './words.ts'

/** A field of a record in the words in which the agent reads it. */
export interface RecordLine {
  readonly name: string
  readonly text: string
}

/** Every field of a procedure that an agent reads, so that two versions can be told against each other. */
export function procedureLines(
  procedure: Procedure,
  unitName: (unitId: string) => string,
  t: TFunction,
): RecordLine[] {
  const { guidance } = procedure
  return [
    { name: t('record.title'), text: procedure.title },
    { name: t('fact.what'), text: procedure.summary },
    { name: t('record.result'), text: procedure.result ? resultWords(procedure.result, t) : '' },
    { name: t('record.benefits'), text: joined(procedure.benefits.map((one) => benefitWords(one, t))) },
    { name: t('fact.who'), text: joined(audienceWords(procedure.audience, t)) },
    { name: t('fact.cost'), text: joined(costWords(procedure.cost, t)) },
    { name: t('fact.time'), text: joined(timeWords(procedure.time, t)) },
    {
      name: t('fact.where'),
      text: joined(procedure.channels.map((one) => channelWords(one, unitName, t))),
    },
    { name: t('fact.papers'), text: joined(procedure.requirements.map((one) => requirementWords(one, t))) },
    { name: t('record.steps'), text: joined(procedure.waysThrough.flatMap(({ steps }) => steps)) },
    { name: t('record.warnings'), text: joined(guidance.warnings) },
    { name: t('record.opening'), text: joined(guidance.opening) },
    { name: t('record.closing'), text: guidance.closing ?? '' },
    { name: t('record.escalation'), text: guidance.escalation ?? '' },
    { name: t('record.unit'), text: unitName(procedure.unitId) },
    { name: t('record.law'), text: joined(procedure.law.map((one) => lawWords(one, t))) },
    ...datedLines(procedure, t),
  ]
}

export function articleLines(
  article: Article,
  unitName: (unitId: string) => string,
  t: TFunction,
): RecordLine[] {
  return [
    { name: t('record.title'), text: article.title },
    { name: t('fact.what'), text: article.summary },
    { name: t('record.body'), text: article.body },
    { name: t('record.unit'), text: article.unitId === undefined ? '' : unitName(article.unitId) },
    { name: t('record.links'), text: joined(article.links.map(({ title, url }) => `${title}: ${url}`)) },
    { name: t('record.clinical'), text: article.clinicalApprover ?? '' },
    ...datedLines(article, t),
  ]
}

function datedLines(
  record: Pick<Procedure, 'status' | 'validFrom' | 'validTo' | 'reviewDue' | 'source'>,
  t: TFunction,
): RecordLine[] {
  return [
    { name: t('record.status'), text: t(`status.${record.status}`) },
    { name: t('record.validFrom'), text: dayWords(record.validFrom) },
    { name: t('record.validTo'), text: record.validTo === undefined ? '' : dayWords(record.validTo) },
    { name: t('record.reviewDue'), text: dayWords(record.reviewDue) },
    { name: t('record.source'), text: record.source },
  ]
}

function joined(lines: readonly string[]): string {
  return lines.join(' · ')
}
