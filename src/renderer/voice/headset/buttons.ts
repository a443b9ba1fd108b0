import type { HeadsetButton } from '../../../shared/domain/sound.ts'
import { readBit, type ReportLayout } from './report-layout.ts'
import { buttonUsages } from './usages.ts'

/** Turns reports of one headset into presses. Keeps what each switch was, as a report tells them all at once. */
export function createButtonReader(layouts: readonly ReportLayout[]): {
  read(reportId: number, data: DataView): HeadsetButton[]
} {
  const was = new Map<number, boolean>()

  function pressOf(usage: number, now: boolean, relative: boolean): HeadsetButton | undefined {
    const before = was.get(usage) ?? false
    was.set(usage, now)
    if (usage === buttonUsages.hookSwitch) return now === before ? undefined : now ? 'off-hook' : 'on-hook'
    const pressed = now && (relative || !before)
    if (!pressed) return undefined
    if (usage === buttonUsages.phoneMute) return 'mute'
    return usage === buttonUsages.drop ? 'drop' : undefined
  }

  return {
    read(reportId, data) {
      const layout = layouts.find((one) => one.reportId === reportId)
      return (layout?.bits ?? []).flatMap(({ usage, bit, relative }) => {
        const press = pressOf(usage, readBit(data, bit), relative)
        return press ? [press] : []
      })
    },
  }
}
