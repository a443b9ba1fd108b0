import type { Unit } from './catalogue.ts'
import { dialTarget } from './dial-target.ts'

/** Where a transfer to a unit rings, and whether that is its own telephone. */
export interface LineOfUnit {
  readonly unit: Unit
  readonly to: string
  readonly own: boolean
}

/**
 * The unit's own telephone, else the general line that the city names for those that have none: the agent asks
 * there for the unit. Undefined where neither can be dialled.
 */
export function lineOfUnit(units: readonly Unit[], unitId: string): LineOfUnit | undefined {
  const unit = units.find((each) => each.unitId === unitId)
  const general = units.find((each) => each.general === true)
  for (const each of [unit, general])
    if (each?.phone !== undefined && dialTarget(each.phone) !== undefined)
      return { unit: each, to: each.phone, own: each === unit }
  return undefined
}
