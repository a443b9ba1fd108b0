import { Id } from '../../../shared/domain/basics.ts'
import { DeskError } from '../../../shared/errors.ts'
import { formatPhone } from '../../../shared/domain/phone-number.ts'
import type { Access } from '../../db/access-log.ts'
import type { CacheRows } from '../../db/rows.ts'
import type { HandlersOf } from '../../feature.ts'
import type { Clock } from '../../shell.ts'

/** domain §6.3 */
const clipboardMs = 30_000
/** The same look by the same agent is one entry: a screen that reads again is no second access. */
const sameLookMs = 15 * 60_000
const shownEntries = 100
const logName = 'access-log.id'

export interface Privacy {
  readonly handlers: HandlersOf<'privacy'>
  /** Something of a citizen came on a screen. */
  saw(what: Pick<Access, 'action' | 'entity' | 'recordId' | 'reason'>): void
  /** Somebody was looked for, and nobody found. */
  sawNobody(what: Pick<Access, 'entity' | 'recordId' | 'reason'>): void
  refusedUnlock(): void
}

export interface PrivacyDeps {
  rows: CacheRows
  clock: Clock
  newId: () => string
  agentId: () => string | undefined
  country: () => 'EC' | 'ES'
  clearClipboard: () => void
}

/** Who saw what on this desk, in a log that cannot be changed without being seen. */
export function createPrivacy(deps: PrivacyDeps): Privacy {
  const { rows, clock } = deps
  const looks = new Map<string, number>()
  let cancelClear = () => {}

  const logId = (): string => {
    const known = rows.remembered.read(logName, Id)
    if (known !== undefined) return known
    const made = deps.newId()
    rows.remembered.write(logName, made)
    return made
  }

  function note(what: Pick<Access, 'action' | 'entity' | 'recordId' | 'reason' | 'result'>): void {
    const agentId = deps.agentId()
    if (agentId === undefined) return
    const at = new Date(clock.now()).toISOString()
    rows.together(() => rows.accessLog.append(logId(), { ...what, at, agentId }))
  }

  function isNewLook(key: string): boolean {
    const now = clock.now()
    for (const [old, at] of looks) if (now - at >= sameLookMs) looks.delete(old)
    if (looks.has(key)) return false
    looks.set(key, now)
    return true
  }

  return {
    saw(what) {
      const key = [deps.agentId(), what.action, what.entity, what.recordId].join(' ')
      if (isNewLook(key)) note({ ...what, result: 'shown' })
    },
    sawNobody: (what) => note({ ...what, action: 'search', result: 'nothing' }),
    refusedUnlock: () =>
      note({ action: 'unlock', entity: 'desk', recordId: 'desk', reason: 'locked', result: 'refused' }),
    handlers: {
      'privacy.reveal'({ interactionId, what }) {
        const interaction = rows.interactions.byId(interactionId)
        if (!interaction) throw new DeskError('not-found', 'No such contact.')
        const { citizenId, number } = interaction
        const value =
          what === 'phone'
            ? formatPhone(number, deps.country())
            : (citizenId === undefined ? undefined : rows.citizens.byId(citizenId))?.document
        note({
          action: 'reveal',
          entity: citizenId === undefined ? 'interaction' : 'citizen',
          recordId: citizenId ?? interactionId,
          reason: 'asked',
          result: value === undefined ? 'nothing' : 'shown',
        })
        if (value === undefined) throw new DeskError('not-found', 'Nothing is known of that.')
        return { value }
      },
      'privacy.copied'() {
        const current = rows.interactions.unfinished().at(-1)
        note({
          action: 'copy',
          entity: current ? 'interaction' : 'desk',
          recordId: current?.interactionId ?? 'desk',
          reason: 'asked',
          result: 'shown',
        })
        cancelClear()
        cancelClear = clock.after(clipboardMs, deps.clearClipboard)
        return null
      },
      'privacy.accessLog': () => ({
        entries: rows.accessLog
          .newestOf(deps.agentId() ?? '', shownEntries)
          .map(({ entry: { sequence, at, action, entity, reason, result }, sent }) => ({
            sequence,
            at,
            action,
            entity,
            reason,
            result,
            sent,
          })),
        whole: rows.accessLog.whole(),
      }),
    },
  }
}
