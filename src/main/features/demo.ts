import { DeskError } from '../../shared/errors.ts'
import type { CallTiming } from '../../shared/contract.ts'
import type { DemoCity } from '../demo-city.ts'
import type { HandlersOf } from '../feature.ts'

/** The small control that lets a simulated citizen call, and what was measured. Refused outside the demo city. */
export function createDemo(deps: {
  city: DemoCity | undefined
  timings: () => CallTiming[]
  /** Where the shift has a clock of its own. */
  passTime: ((minutes: number) => void) | undefined
}): {
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
      'demo.passTime'({ minutes }) {
        city()
        if (!deps.passTime) throw new DeskError('forbidden', 'This shift runs on the time of the desk.')
        deps.passTime(minutes)
        return null
      },
      'demo.report': async () => ({ calls: await city().report(), timings: deps.timings() }),
    },
  }
}
