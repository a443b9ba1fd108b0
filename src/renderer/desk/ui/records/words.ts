import type { TFunction } from 'i18next'
import type {
  ApplicationWindow,
  Audience,
  Benefit,
  Channel,
  Cost,
  LegalRule,
  Outcome,
  Requirement,
  Span,
  Timing,
} from '../../../../shared/domain/procedure-parts.ts'

/** A calendar day of a record, `21/11/2026`, without a zone to shift it. */
export function dayWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${date}/${month}/${year}`
}

/** `15 días hábiles`: working time is always said, calendar time only where it could be doubted. */
function spanWords({ count, unit, counted }: Span, t: TFunction): string {
  return counted === 'working' ? t(`span.working.${unit}`, { count }) : t(`span.calendar.${unit}`, { count })
}

/** With two decimals and the currency's code, as the sheet has it. */
function moneyWords(amount: number, currency: string): string {
  return `${amount.toFixed(2).replace('.', ',')} ${currency}`
}

/** Every price as one short text, with who it is for, how it is paid and who pays less. */
export function costWords(costs: readonly Cost[], t: TFunction): string[] {
  return costs.map((cost) =>
    withConditions(priceWords(cost, t), [
      cost.condition,
      cost.channels.length > 0 ? channelNames(cost.channels, t) : undefined,
      cost.payBy,
      ...cost.reductions,
      cost.law,
    ]),
  )
}

function priceWords(cost: Cost, t: TFunction): string {
  switch (cost.kind) {
    case 'free':
      return t('fact.free')
    case 'amount':
      return moneyWords(cost.amount, cost.currency)
    case 'formula':
      return cost.formula
    case 'unconfirmed':
      return t('fact.unconfirmed')
  }
}

/** The citizen's reading first: usual, longest allowed, when to ask, and what silence means. */
export function timeWords(time: Timing, t: TFunction): string[] {
  return [
    time.typical && t('time.typical', { span: spanWords(time.typical, t) }),
    time.maximum &&
      withConditions(t('time.maximum', { span: spanWords(time.maximum, t) }), [
        time.startsAt && t('time.startsAt', { event: time.startsAt }),
        time.law,
      ]),
    time.window && windowWords(time.window, t),
    time.silence && t(`time.silence.${time.silence}`),
    time.note,
  ].filter((words) => words !== undefined)
}

function windowWords(window: ApplicationWindow, t: TFunction): string {
  switch (window.kind) {
    case 'always':
      return t('time.always')
    case 'notice':
      return t('time.notice', { span: spanWords(window.atLeast, t), before: window.before })
    case 'dates':
      return [
        window.from && t('time.from', { day: dayWords(window.from) }),
        window.to && t('time.to', { day: dayWords(window.to) }),
      ]
        .filter(Boolean)
        .join(' ')
  }
}

/** Whom it is for; nothing written means anyone. */
export function audienceWords(audience: Audience, t: TFunction): string[] {
  const words = [
    audience.note,
    audience.persons.length > 0 ? audience.persons.map((one) => t(`person.${one}`)).join(', ') : undefined,
    audience.residence && t(`residence.${audience.residence}`),
    audience.ageFrom === undefined ? undefined : t('fact.ageFrom', { age: audience.ageFrom }),
    audience.ageTo === undefined ? undefined : t('fact.ageTo', { age: audience.ageTo }),
    audience.priorityGroups.length > 0
      ? t('fact.first', { groups: audience.priorityGroups.map((one) => t(`group.${one}`)).join(', ') })
      : undefined,
  ].filter((each) => each !== undefined)
  return words.length > 0 ? words : [t('fact.anyone')]
}

export function resultWords(result: Outcome, t: TFunction): string {
  return withConditions(result.text, [
    result.validity && t('fact.valid', { span: spanWords(result.validity, t) }),
    result.deliveredBy,
  ])
}

export function benefitWords(benefit: Benefit, t: TFunction): string {
  const money = moneyWords(benefit.amount, benefit.currency)
  return withConditions(benefit.upTo ? t('benefit.upTo', { money }) : money, [
    benefit.every && t(`benefit.${benefit.every}`),
    benefit.condition,
  ])
}

export function channelWords(channel: Channel, unitName: (unitId: string) => string, t: TFunction): string {
  return [
    `${t(`channel.${channel.kind}`)}: ${channel.where}`,
    ...channel.offices.map(unitName),
    channel.hours,
    channel.appointment && t(channel.appointment.needed ? 'channel.appointment' : 'channel.noAppointment'),
    channel.languages.length > 0 ? channel.languages.join(', ') : undefined,
    channel.accessibility,
  ]
    .filter(Boolean)
    .join(' · ')
}

export function requirementWords(requirement: Requirement, t: TFunction): string {
  return withConditions(requirement.text, [
    requirement.condition ?? (requirement.mandatory ? undefined : t('paper.optional')),
    requirement.original && t(`paper.${requirement.original}`),
    requirement.form?.number && t('paper.form', { number: requirement.form.number }),
    requirement.heldBy && t('paper.heldBy', { who: requirement.heldBy }),
    requirement.channels.length > 0 ? channelNames(requirement.channels, t) : undefined,
    requirement.law,
  ])
}

export function lawWords({ title, article, date }: LegalRule, t: TFunction): string {
  return [title, article && t('fact.article', { article }), date && dayWords(date)].filter(Boolean).join(', ')
}

function channelNames(kinds: readonly Channel['kind'][], t: TFunction): string {
  return kinds.map((kind) => t(`channel.${kind}`).toLowerCase()).join(', ')
}

function withConditions(words: string, conditions: readonly (string | undefined)[]): string {
  const said = conditions.filter(Boolean)
  return said.length > 0 ? `${words} (${said.join('; ')})` : words
}
