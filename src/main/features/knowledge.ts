import { questionsOf } from '../../shared/domain/cases/form-answers.ts'
import type { CacheRows } from '../db/rows.ts'
import type { HandlersOf } from '../feature.ts'

/** The cards of the emergency key, in this order (domain §4.6, §4.7). */
const emergencyScripts = ['emergencia', 'violencia', 'crisis', 'llamada-abusiva'] as const
/** One number for every emergency, by country: ECU 911 and the European 112. */
export const emergencyNumbers = { EC: '911', ES: '112' } as const

/** Procedures, scripts and units, all from the cache. */
export function createKnowledge(deps: { rows: CacheRows; country: () => 'EC' | 'ES' }): {
  readonly handlers: HandlersOf<'knowledge'> & HandlersOf<'catalogue'>
} {
  const { knowledge } = deps.rows
  return {
    handlers: {
      'knowledge.emergency': () => ({
        scripts: emergencyScripts.flatMap((scriptId) => knowledge.one('script', scriptId) ?? []),
        number: emergencyNumbers[deps.country()],
      }),
      'catalogue.get': () => ({
        units: [...knowledge.all('unit')],
        services: [...knowledge.all('service')],
        queues: [...knowledge.all('queue')],
        forms: knowledge.all('service').flatMap((service) => {
          const questions = questionsOf(service, knowledge.all('service-form'))
          return questions.length === 0 ? [] : [{ serviceCode: service.serviceCode, questions }]
        }),
      }),
    },
  }
}
