import type { City } from '../city.ts'
import type { Unit } from '../catalogue.ts'
import type { Channel, Cost } from '../procedure-parts.ts'
import type { Procedure } from '../procedure.ts'
import { isoDuration } from './iso-duration.ts'

/**
 * For search engines (schema.org `GovernmentService`). One way only: it says what a citizen needs, and leaves out
 * what only agents read.
 */
export function toSchemaOrg(
  procedure: Procedure,
  around: { city: Pick<City, 'name' | 'country'>; units: readonly Unit[] },
): Record<string, unknown> {
  const unit = around.units.find(({ unitId }) => unitId === procedure.unitId)
  const { time, audience, result, cost, law } = procedure
  return withoutEmpty({
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    identifier: procedure.code ?? procedure.procedureId,
    name: procedure.title,
    description: procedure.summary,
    alternateName: procedure.synonyms,
    jurisdiction: {
      '@type': 'AdministrativeArea',
      name: around.city.name,
      addressCountry: around.city.country,
    },
    serviceOperator: withoutEmpty({
      '@type': 'GovernmentOrganization',
      name: unit?.name ?? procedure.unitId,
      telephone: unit?.phone,
    }),
    audience: [...audience.persons, ...audience.priorityGroups].map((audienceType) => ({
      '@type': 'Audience',
      audienceType,
    })),
    serviceOutput: result && { '@type': 'Thing', name: result.text },
    availableChannel: procedure.channels.map((channel) => channelOf(channel, time.maximum)),
    offers: cost.flatMap(offerOf),
    termsOfService: law.map(({ title }) => title).join('; '),
  })
}

function channelOf(channel: Channel, maximum: Procedure['time']['maximum']): Record<string, unknown> {
  return withoutEmpty({
    '@type': 'ServiceChannel',
    name: channel.where,
    serviceUrl: channel.url,
    servicePhone:
      channel.kind === 'phone' ? { '@type': 'ContactPoint', telephone: channel.where } : undefined,
    serviceLocation: channel.kind === 'in-person' ? { '@type': 'Place', name: channel.where } : undefined,
    servicePostalAddress:
      channel.kind === 'post' ? { '@type': 'PostalAddress', streetAddress: channel.where } : undefined,
    availableLanguage: channel.languages,
    processingTime: maximum && isoDuration(maximum),
  })
}

/** Only a price that is known is an offer: a formula is not one that a machine could compare. */
function offerOf(cost: Cost): Record<string, unknown>[] {
  if (cost.kind === 'free') return [withoutEmpty({ '@type': 'Offer', price: 0, description: cost.condition })]
  if (cost.kind !== 'amount') return []
  return [
    withoutEmpty({
      '@type': 'Offer',
      price: cost.amount,
      priceCurrency: cost.currency,
      description: cost.condition,
    }),
  ]
}

function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  )
}
