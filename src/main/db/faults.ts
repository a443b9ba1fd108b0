import type { CacheView } from '../../shared/contract.ts'
import { DeskError } from '../../shared/errors.ts'

export type CacheState = Exclude<CacheView['state'], 'open'>

/** The desk cannot work with its cache; `state` says why, and the screen says it in words. */
export class CacheClosed extends DeskError {
  readonly state: CacheState

  constructor(state: CacheState, cause?: unknown) {
    super('no-disk', words[state], { cause })
    this.state = state
  }
}

/** For the terminal and the log; the pages have their own words. */
const words: Record<CacheState, string> = {
  'newer-app': 'The cache was written by a newer Ventanilla. Install the newer one again.',
  'disk-full': 'The disk is full. Free some space and start again.',
  'read-only': 'The data folder cannot be written. Ask IT to check its permissions.',
  'in-use': 'Another Ventanilla holds this data folder.',
  damaged: 'The cache is damaged. Start again: it is put aside and what waited in it is saved.',
  'share-expired': 'This desk was offline too long. Connect it to the network and start again.',
  wiped: 'The city had this desk wiped.',
}

/** A fault of the database or its file, as the state it leaves the desk in; anything else as it came. */
export function closedBy(cause: unknown): unknown {
  const state = stateAfter(cause)
  return state === undefined ? cause : new CacheClosed(state, cause)
}

export function stateAfter(cause: unknown): CacheState | undefined {
  const code = codeOf(cause)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full'
  if (/^SQLITE_(CANTOPEN|READONLY)/.test(code)) return 'read-only'
  if (/^(EACCES|EPERM|EROFS|ENOTDIR)$/.test(code)) return 'read-only'
  if (code.startsWith('SQLITE_BUSY')) return 'in-use'
  if (isUnreadable(cause) || code.startsWith('SQLITE_IOERR')) return 'damaged'
  return undefined
}

/** Not a database with this key, or no longer one. */
export function isUnreadable(cause: unknown): boolean {
  return codeOf(cause) === 'SQLITE_NOTADB' || codeOf(cause).startsWith('SQLITE_CORRUPT')
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
}
