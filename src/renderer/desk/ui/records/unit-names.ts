import { useAnswer } from '../../app/answers.ts'

/** The unit's name in the city's words; one that the catalogue does not know shows as it came. */
export function useUnitNames(): (unitId: string) => string {
  const units = useAnswer('catalogue.get', {}).data?.units
  return (unitId) => units?.find((unit) => unit.unitId === unitId)?.name ?? unitId
}
