import type { TFunction } from 'i18next'
import type { ScheduleView } from '../../../shared/contract.ts'

type Figures = Pick<ScheduleView['violations'][number], 'unit' | 'found' | 'allowed'>

/** `(hay 10 h; la regla dice 12 h)`, or nothing where the rule is no matter of figures. */
export function figuresOf({ unit, found, allowed }: Figures, t: TFunction, language: string): string {
  if (unit === 'none') return ''
  const shown = (value: number) =>
    t(`schedules.unit.${unit}`, { value: (Math.round(value * 10) / 10).toLocaleString(language) })
  return t('schedules.figures', { found: shown(found), allowed: shown(allowed) })
}
