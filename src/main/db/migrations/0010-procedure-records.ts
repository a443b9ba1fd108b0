import type { Db } from '../open.ts'

/**
 * Procedures gained typed costs, times, audiences and results. Those in the cache are brought to the new form, so
 * that a desk that starts offline after an update still reads them; words that cannot be typed stay as notes, and
 * the city's own new records replace them at the next pull.
 */
export function procedureRecords(db: Db): void {
  const rows = db
    .prepare<[], { id: string; doc: string }>("SELECT id, doc FROM knowledge WHERE entity = 'procedure'")
    .all()
  const update = db.prepare("UPDATE knowledge SET doc = ? WHERE entity = 'procedure' AND id = ?")
  for (const { id, doc } of rows) update.run(JSON.stringify(typed(JSON.parse(doc) as Earlier)), id)
}

interface Earlier {
  addressees?: string
  result?: string
  requirements?: object[]
  cost?: {
    amount?: number
    currency?: string
    free?: boolean
    formula?: string
    condition?: string
    source?: string
  }[]
  time?: { window?: string; maximum?: string; typical?: string; silence?: string }
  channels?: object[]
  law?: string[]
  validFrom?: string
  validTo?: string
  reviewedOn: string
}

function typed({ addressees, result, requirements, cost, time, channels, law, ...kept }: Earlier): object {
  const note = [time?.typical, time?.maximum, time?.window, time?.silence].filter(Boolean).join(' · ')
  const { validFrom, validTo, reviewedOn } = kept
  const since = validFrom ?? (validTo !== undefined && validTo < reviewedOn ? validTo : reviewedOn)
  return {
    ...kept,
    validFrom: since,
    lifeEvents: [],
    audience: { persons: [], priorityGroups: [], ...(addressees !== undefined && { note: addressees }) },
    ...(result !== undefined && { result: { text: result } }),
    benefits: [],
    requirements: (requirements ?? []).map((one, index) => ({
      requirementId: `r${index + 1}`,
      ...one,
      channels: [],
    })),
    waysThrough: [],
    channels: (channels ?? []).map((one) => ({ ...one, offices: [], languages: [] })),
    cost: (cost ?? []).map(price),
    time: note === '' ? {} : { note },
    law: (law ?? []).map((title) => ({ title })),
    guidance: { opening: [], warnings: [] },
    statistics: [],
  }
}

function price({ amount, currency, free, formula, condition, source }: NonNullable<Earlier['cost']>[number]) {
  const terms = {
    ...(condition !== undefined && { condition }),
    channels: [],
    ...(source !== undefined && { law: source }),
    reductions: [],
  }
  if (free === true || amount === 0) return { kind: 'free', ...terms }
  if (amount !== undefined && currency !== undefined) return { kind: 'amount', amount, currency, ...terms }
  if (amount !== undefined) return { kind: 'formula', formula: String(amount), ...terms }
  return formula === undefined ? { kind: 'unconfirmed', ...terms } : { kind: 'formula', formula, ...terms }
}
