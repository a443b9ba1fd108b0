/** Where one bit of a report lies. */
export interface BitPlace {
  readonly usage: number
  /** First byte after the report id is 0. */
  readonly bit: number
  /** A pulse (1 means "pressed once") and not the state of a switch. */
  readonly relative: boolean
}

export interface ReportLayout {
  readonly reportId: number
  readonly bits: readonly BitPlace[]
  readonly bytes: number
}

/**
 * Where the one-bit variables of reports lie (Device Class Definition for HID 1.11 §6.2.2.5 and §8): items follow
 * one another without gaps, constants and wider fields only take room. WebHID gives the items in their order.
 */
export function layOut(reports: readonly HIDReportInfo[]): ReportLayout[] {
  return reports.map(({ reportId = 0, items = [] }) => {
    const bits: BitPlace[] = []
    let at = 0
    for (const item of items) {
      const size = item.reportSize ?? 0
      const count = item.reportCount ?? 0
      if (size === 1 && !item.isConstant && !item.isArray)
        for (let n = 0; n < count; n += 1) {
          const usage = usageOf(item, n)
          if (usage !== undefined) bits.push({ usage, bit: at + n, relative: item.isAbsolute === false })
        }
      at += size * count
    }
    return { reportId, bits, bytes: Math.ceil(at / 8) }
  })
}

/** A range counts up; of a list that is too short, the last usage stands for the rest (§6.2.2.8). */
function usageOf(item: HIDReportItem, n: number): number | undefined {
  if (item.isRange) {
    const usage = (item.usageMinimum ?? 0) + n
    return usage <= (item.usageMaximum ?? 0) ? usage : undefined
  }
  return item.usages?.[n] ?? item.usages?.at(-1)
}

export function readBit(data: DataView, bit: number): boolean {
  const byte = bit >> 3
  return byte < data.byteLength && (data.getUint8(byte) & (1 << (bit & 7))) !== 0
}

/** The report's bytes with these usages lit and all others dark. */
export function writeBits({ bits, bytes }: ReportLayout, lit: ReadonlySet<number>): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(bytes)
  for (const { usage, bit } of bits)
    if (lit.has(usage)) data[bit >> 3] = (data[bit >> 3] ?? 0) | (1 << (bit & 7))
  return data
}
