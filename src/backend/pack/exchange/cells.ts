/** What a cell says, or the rule it breaks. */
export type Cell<T> = { value: T } | { rule: string }

const units: readonly (readonly [RegExp, string])[] = [
  [/^minutos?$/, 'minutes'],
  [/^horas?$/, 'hours'],
  [/^d[ií]as?$/, 'days'],
  [/^semanas?$/, 'weeks'],
  [/^mes(es)?$/, 'months'],
  [/^a[ñn]os?$/, 'years'],
]

const paperKinds: Readonly<Record<string, string>> = {
  documento: 'document',
  dato: 'data',
  declaración: 'declaration',
  declaracion: 'declaration',
  'acto previo': 'prior-act',
  pago: 'payment',
}

const channelKinds: Readonly<Record<string, string>> = {
  'en línea': 'online',
  'en linea': 'online',
  'en persona': 'in-person',
  'por teléfono': 'phone',
  'por telefono': 'phone',
  'por correo electrónico': 'email',
  'por correo electronico': 'email',
  'por correo postal': 'post',
}

const statusWords: Readonly<Record<string, string>> = {
  borrador: 'draft',
  'en vigor': 'in-force',
  suspendido: 'suspended',
  derogado: 'repealed',
}

/** Several things in one cell stand apart by `|`. */
export function listOf(cell: string): string[] {
  return cell
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** `15 días hábiles`, `20 minutos`. */
export function spanOf(cell: string): Cell<object> {
  const [count, word = '', counted = ''] = cell.toLowerCase().split(/\s+/)
  const unit = units.find(([pattern]) => pattern.test(word))?.[1]
  const working = /^(h[áa]bil|h[áa]biles|laborables?)$/.test(counted)
  if (!/^\d+$/.test(count ?? '') || unit === undefined || (counted !== '' && !working))
    return { rule: 'must be a length of time, such as: 15 días hábiles' }
  return { value: { count: Number(count), unit, counted: working ? 'working' : 'calendar' } }
}

/** `gratis`, `23,02 EUR`, `fórmula: 6 % del salario`, `por confirmar`, each with its condition in brackets. */
export function costOf(cell: string): Cell<object> {
  const { words, condition } = withCondition(cell)
  const money = /^(\d+(?:[.,]\d{1,2})?) (USD|EUR)$/.exec(words)
  if (/^gratis$/i.test(words)) return { value: { kind: 'free', ...condition } }
  if (/^por confirmar$/i.test(words)) return { value: { kind: 'unconfirmed', ...condition } }
  if (money)
    return {
      value: {
        kind: 'amount',
        amount: Number(money[1]?.replace(',', '.')),
        currency: money[2],
        ...condition,
      },
    }
  const formula = /^f[óo]rmula:\s*(.+)$/i.exec(words)?.[1]
  if (formula !== undefined) return { value: { kind: 'formula', formula, ...condition } }
  return { rule: 'must be gratis, por confirmar, an amount such as 23,02 EUR, or fórmula: and its words' }
}

/** `documento*: Cédula (si va otra persona)`: the star says that nobody is served without it. */
export function requirementOf(cell: string, index: number): Cell<object> {
  const { words, condition } = withCondition(cell)
  const found = /^([^:*]+)(\*?):\s*(.+)$/.exec(words)
  const kind = paperKinds[found?.[1]?.trim().toLowerCase() ?? '']
  if (!found || kind === undefined)
    return { rule: `must begin with one of: ${Object.keys(paperKinds).join(', ')}; then a colon` }
  return {
    value: {
      requirementId: `r${index + 1}`,
      text: found[3],
      kind,
      mandatory: found[2] === '*',
      ...condition,
    },
  }
}

/** `en línea: https://…`, `por teléfono: 010`. */
export function channelOf(cell: string): Cell<object> {
  const found = /^([^:]+):\s*(.+)$/.exec(cell)
  const kind = channelKinds[found?.[1]?.trim().toLowerCase() ?? '']
  if (!found || kind === undefined)
    return { rule: `must begin with one of: ${Object.keys(channelKinds).join(', ')}; then a colon` }
  const where = found[2] ?? ''
  return { value: { kind, where, ...(/^https?:\/\/\S+$/.test(where) && { url: where }) } }
}

export function statusOf(cell: string): Cell<string> {
  const status = statusWords[cell.toLowerCase()]
  return status === undefined
    ? { rule: `must be one of: ${Object.keys(statusWords).join(', ')}` }
    : { value: status }
}

export function wholeNumberOf(cell: string): Cell<number> {
  return /^\d{1,9}$/.test(cell) ? { value: Number(cell) } : { rule: 'must be a whole number' }
}

function withCondition(cell: string): { words: string; condition: { condition?: string } } {
  const found = /^(.*\S)\s*\(([^()]+)\)$/s.exec(cell)
  if (!found) return { words: cell, condition: {} }
  return { words: found[1] ?? cell, condition: { condition: found[2] ?? '' } }
}
