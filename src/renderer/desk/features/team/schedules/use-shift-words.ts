import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import type { DatedShift } from '../../../../../shared/domain/schedules/dated-shift.ts'
import type { PartPlace } from './day-keys.ts'
import { dayName } from './day-name.ts'

/** What a bar says to who does not see it: whose it is, when, for what, and which rules it breaks. */
export function useShiftWords(view: ScheduleView) {
  const { t, i18n } = useTranslation()
  return {
    shift(shift: DatedShift, name: string): string {
      const { from, to, work } = shift
      const broken = view.violations
        .filter(({ datedShiftId }) => datedShiftId === shift.datedShiftId)
        .map(({ code, title }) => (title === '' ? t(`schedules.code.${code}`) : title))
      return t('schedules.shiftOf', {
        name,
        day: dayName(shift.day, i18n.language),
        from,
        to,
        work: t(`activity.${work}`),
        broken: broken.length === 0 ? '' : t('schedules.breaks', { rules: broken.join(', ') }),
      })
    },
    part({ part, from, to }: PartPlace, name: string, day: string): string {
      const what = t(`activity.${part}`)
      return t('schedules.partOf', { what, from, to, name, day: dayName(day, i18n.language) })
    },
  }
}
