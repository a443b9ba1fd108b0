export type LocalStatus = 'open' | 'closed'

/** What mySociety's list adds to open and closed (domain §1.3): where it stands for us, and our words for it. */
const known: Readonly<Record<string, { status: LocalStatus | undefined; words: string | undefined }>> = {
  open: { status: 'open', words: undefined },
  investigating: { status: 'open', words: 'En estudio' },
  in_progress: { status: 'open', words: 'En curso' },
  planned: { status: 'open', words: 'Previsto' },
  action_scheduled: { status: 'open', words: 'Actuación programada' },
  internal_referral: { status: 'open', words: 'Pasado a otra unidad' },
  reopen: { status: 'open', words: 'Reabierto' },
  for_triage: { status: 'open', words: 'Por clasificar' },
  unchanged: { status: undefined, words: undefined },
  no_further_action: { status: 'closed', words: 'Sin más actuaciones' },
  not_councils_responsibility: { status: 'closed', words: 'No es competencia municipal' },
  duplicate: { status: 'closed', words: 'Duplicado' },
  cancelled: { status: 'closed', words: 'Anulado' },
  fixed: { status: 'closed', words: 'Resuelto' },
  closed: { status: 'closed', words: undefined },
}

/** A word that nobody foresaw changes no status: it is shown as it came. */
export function fromRemote(word: string): { status: LocalStatus | undefined; words: string | undefined } {
  const name = word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  return Object.hasOwn(known, name) && known[name] ? known[name] : { status: undefined, words: word.trim() }
}

/** mySociety's extension wants capitals. */
export function toRemote(status: LocalStatus): 'OPEN' | 'CLOSED' {
  return status === 'open' ? 'OPEN' : 'CLOSED'
}
