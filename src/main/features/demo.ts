import { DeskError } from '../../shared/errors.ts'
import type { CallTiming } from '../../shared/contract.ts'
import type { DemoCity } from '../demo-city.ts'
import type { HandlersOf } from '../feature.ts'

/** The small control that lets a simulated citizen call, and what was measured. Refused outside the demo city. */
export function createDemo(deps: { city: DemoCity | undefined; timings: () => CallTiming[] }): {
  readonly handlers: HandlersOf<'demo'>
} {
  function city(): DemoCity {
    if (!deps.city) throw new DeskError('forbidden', 'This desk works for a real city.')
    return deps.city
  }
  return {
    handlers: {
      'demo.citizens': () => city().citizens(),
      'demo.callMe': ({ key }) => city().callMe(key),
      'demo.report': async () => ({ calls: await city().report(), timings: deps.timings() }),
    },
  }
}
