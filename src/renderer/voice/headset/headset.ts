import type { HeadsetButton, HeadsetLights } from '../../../shared/domain/sound.ts'
import { createButtonReader } from './buttons.ts'
import { layOut, writeBits, type ReportLayout } from './report-layout.ts'
import { lightUsages, telephonyPage } from './usages.ts'

export interface Headset {
  /** The one whose buttons are heard; null while there is none, or none is wanted. */
  readonly name: string | null
  /** What it shows; null: nobody wants its buttons, so leave it to other programs. */
  show(lights: HeadsetLights | null): void
}

interface Opened {
  readonly device: HIDDevice
  readonly outputs: readonly ReportLayout[]
  close(): void
}

/**
 * The buttons and lights of a headset by the standard usages that all of them speak: no vendor's program or library
 * is needed. Only devices the agent has allowed are seen at all.
 */
export function createHeadset(deps: { changed(): void; pressed(button: HeadsetButton): void }): Headset {
  const hid = 'hid' in navigator ? navigator.hid : undefined
  let lights: HeadsetLights | null = null
  let opened: Opened | undefined
  let looking: Promise<void> = Promise.resolve()
  let shown = ''

  hid?.addEventListener('connect', () => look())
  hid?.addEventListener('disconnect', ({ device }) => {
    if (opened?.device === device) leave()
    look()
  })

  function look(): void {
    looking = looking.then(find).catch(() => {
      // Another program holds it: its buttons stay that program's, the call is worked on the screen as ever.
    })
  }

  async function find(): Promise<void> {
    if (!hid || lights === null || opened) return
    const device = (await hid.getDevices()).find(isHeadset)
    if (!device) return
    if (!device.opened) await device.open()
    opened = listen(device)
    shown = ''
    await light()
    deps.changed()
  }

  function listen(device: HIDDevice): Opened {
    const collections = device.collections.filter(({ usagePage }) => usagePage === telephonyPage)
    const reader = createButtonReader(layOut(collections.flatMap(({ inputReports }) => inputReports ?? [])))
    const hear = ({ reportId, data }: HIDInputReportEvent) => {
      for (const button of reader.read(reportId, data)) deps.pressed(button)
    }
    device.addEventListener('inputreport', hear)
    const outputs = layOut(device.collections.flatMap(({ outputReports }) => outputReports ?? []))
    return { device, outputs, close: () => device.removeEventListener('inputreport', hear) }
  }

  async function light(): Promise<void> {
    if (!opened || !lights || JSON.stringify(lights) === shown) return
    shown = JSON.stringify(lights)
    const lit = new Set<number>()
    if (lights.ringing) lit.add(lightUsages.ring)
    if (lights.offHook) lit.add(lightUsages.offHook)
    if (lights.muted) lit.add(lightUsages.mute)
    const known = new Set<number>(Object.values(lightUsages))
    for (const output of opened.outputs)
      if (output.bits.some(({ usage }) => known.has(usage)))
        await opened.device.sendReport(output.reportId, writeBits(output, lit))
  }

  function leave(): void {
    opened?.close()
    opened = undefined
    deps.changed()
  }

  return {
    get name() {
      return opened?.device.productName ?? null
    },
    show(next) {
      const wasWanted = lights !== null
      lights = next
      if (next === null) {
        const left = opened
        if (left) leave()
        void left?.device.close().catch(() => {})
        return
      }
      looking = looking.then(light).catch(() => {})
      if (!wasWanted || !opened) look()
    },
  }
}

const isHeadset = ({ collections }: HIDDevice) =>
  collections.some(({ usagePage }) => usagePage === telephonyPage)
