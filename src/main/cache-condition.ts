import { z } from 'zod'
import { contract, CacheView, type RequestName } from '../shared/contract.ts'
import { DeskError } from '../shared/errors.ts'
import type { Handlers } from '../shared/serve.ts'
import type { CacheState } from './db/faults.ts'
import type { OpenedCache } from './db/open.ts'
import type { Remembered } from './db/remembered.ts'
import type { HandlersOf } from './feature.ts'

const asideName = 'cache.set-aside'
const Aside = z.array(CacheView.shape.setAside.element)

/** How the cache is, for the screen: what happened, kept until the agent has read it. */
export interface CacheCondition {
  readonly handlers: HandlersOf<'cache'>
  view(): CacheView
  opened(remembered: Remembered, setAside: OpenedCache['setAside'], saved: ReadonlyMap<string, number>): void
  /** There is no cache to work with. */
  shut(state: CacheState): void
  /** A request met a fault of the disk; the cache is open still. */
  suffered(state: CacheState): void
}

export function cacheCondition(onChanged: () => void): CacheCondition {
  let state: CacheView['state'] = 'open'
  let kept: Remembered | undefined
  const told = () => kept?.read(asideName, Aside) ?? []
  const view = (): CacheView => ({ state, setAside: state === 'wiped' ? [] : told() })
  function become(next: CacheState): void {
    if (state === 'wiped') return
    state = next
    onChanged()
  }
  return {
    view,
    opened(remembered, setAside, saved) {
      kept = remembered
      const all = [...told(), ...(setAside ? [{ ...setAside, recovered: null }] : [])]
      // A file of an earlier time that the key of now opens again.
      const found = [...saved.keys()]
        .filter((file) => !all.some((one) => one.file === file))
        .map((file) => ({ file, why: 'other-key' as const, recovered: null }))
      const known = [...all, ...found].map((one) => ({
        ...one,
        recovered: saved.get(one.file) ?? one.recovered,
      }))
      if (known.length > 0) remembered.write(asideName, known)
    },
    shut: become,
    suffered: become,
    handlers: {
      'cache.get': view,
      'cache.understood'() {
        kept?.forget(asideName)
        if (state === 'disk-full') state = 'open'
        onChanged()
        return null
      },
    },
  }
}

/** Answers that there is no desk to work at, to everything but the question why. */
export function shutHandlers(condition: CacheCondition): Handlers {
  const refuse = (): never => {
    throw new DeskError('no-disk', 'The cache of this desk is not open.')
  }
  const names = Object.keys(contract.requests) as RequestName[]
  return {
    ...(Object.fromEntries(names.map((name) => [name, refuse])) as unknown as Handlers),
    // The line has nothing to report to, and needs no reason to try again.
    'voice.hello': () => ({ commands: [] }),
    'voice.report': () => null,
    ...condition.handlers,
  }
}
