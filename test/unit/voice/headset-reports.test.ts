import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createButtonReader } from '../../../src/renderer/voice/headset/buttons.ts'
import { layOut, readBit, writeBits } from '../../../src/renderer/voice/headset/report-layout.ts'
import { buttonUsages, lightUsages } from '../../../src/renderer/voice/headset/usages.ts'

const variable = (usages: number[], more: Partial<HIDReportItem> = {}): HIDReportItem => ({
  isAbsolute: true,
  isArray: false,
  isRange: false,
  isConstant: false,
  reportSize: 1,
  reportCount: usages.length,
  usages,
  ...more,
})
const constant = (bits: number): HIDReportItem => ({ isConstant: true, reportSize: bits, reportCount: 1 })

/** As headsets lay it out: four bits nobody needs, the hook, the mute pulse, filled up to a byte. */
const input: HIDReportInfo[] = [
  {
    reportId: 8,
    items: [
      constant(4),
      variable([buttonUsages.hookSwitch]),
      variable([buttonUsages.phoneMute], { isAbsolute: false }),
      constant(2),
    ],
  },
]
const report = (byte: number) => new DataView(Uint8Array.of(byte).buffer)

test('a hook that is told again and again is one press each way; a mute pulse is one press', () => {
  const reader = createButtonReader(layOut(input))
  const presses = [0x00, 0x10, 0x10, 0x30, 0x10, 0x00, 0x00].flatMap((byte) => reader.read(8, report(byte)))
  expect(presses).toEqual(['off-hook', 'mute', 'on-hook'])
})

test('another report, a report of no bytes and one cut short mean nothing and break nothing', () => {
  const reader = createButtonReader(layOut(input))
  expect(reader.read(9, report(0x30))).toEqual([])
  expect(reader.read(8, new DataView(new ArrayBuffer(0)))).toEqual([])
})

test('an absolute mute switch is a press when it goes on, not when it goes off', () => {
  const reader = createButtonReader(layOut([{ reportId: 1, items: [variable([buttonUsages.phoneMute])] }]))
  expect([1, 1, 0, 1].flatMap((byte) => reader.read(1, report(byte)))).toEqual(['mute', 'mute'])
})

test('usages given as a range count up', () => {
  const [layout] = layOut([
    {
      reportId: 0,
      items: [
        variable([], { isRange: true, usageMinimum: 0x8_0017, usageMaximum: 0x8_0018, reportCount: 2 }),
      ],
    },
  ])
  expect(layout?.bits.map(({ usage }) => usage)).toEqual([lightUsages.offHook, lightUsages.ring])
})

test('what is written to a report is read from it, and no other bit is touched', () => {
  const places = fc.array(fc.oneof(fc.constantFrom(1, 2, 3), fc.constant('light' as const)), { minLength: 1 })
  fc.assert(
    fc.property(places, fc.nat(), (parts, which) => {
      const items = parts.map((part, n) => (part === 'light' ? variable([n]) : constant(part)))
      const [layout] = layOut([{ reportId: 1, items }])
      const lights = layout?.bits ?? []
      const chosen = lights[which % Math.max(1, lights.length)]
      if (!layout || !chosen) return
      const data = new DataView(writeBits(layout, new Set([chosen.usage])).buffer)
      for (let bit = 0; bit < layout.bytes * 8; bit += 1) expect(readBit(data, bit)).toBe(bit === chosen.bit)
    }),
  )
})
