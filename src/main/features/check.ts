import { statfs } from 'node:fs/promises'
import { HealthView, paths } from '../../shared/backend-api.ts'
import type { StationCheckView } from '../../shared/contract.ts'
import type { ExchangeProbe, LoopBack } from '../../shared/domain/sound.ts'
import type { VoiceCommand } from '../../shared/domain/telephony.ts'
import type { HandlersOf } from '../feature.ts'
import type { Clock, Log } from '../shell.ts'
import type { AskBackend } from '../sync/backend-client.ts'

/** What has not been found out by then will not be, ms. */
const longestMs = 20_000
/** The loop-back takes six seconds and the time of a question by the browser, ms. */
const loopBackMs = 12_000

const nothingYet: StationCheckView = {
  running: false,
  exchange: null,
  clockOffsetMs: null,
  freeDiskBytes: null,
  loopBack: null,
  loopBackRunning: false,
}

export interface StationCheck {
  readonly handlers: HandlersOf<'check'>
  probed(probe: ExchangeProbe): void
  heardBack(heard: LoopBack): void
}

/** The twenty seconds before a shift: measures what can be measured without calling anybody. */
export function createStationCheck(deps: {
  clock: Clock
  log: Log
  dataFolder: string
  ask: AskBackend
  execute: (command: VoiceCommand) => void
  onChanged: () => void
}): StationCheck {
  const { clock } = deps
  let view = nothingYet
  let cancelRun = () => {}
  let cancelLoop = () => {}

  function tell(found: Partial<StationCheckView>): void {
    view = { ...view, ...found }
    deps.onChanged()
  }

  async function askClock(): Promise<number | null> {
    const askedAt = clock.now()
    const answer = await deps
      .ask({ method: 'GET', path: paths.health, reply: HealthView })
      .catch(() => undefined)
    const answeredAt = clock.now()
    return answer ? Math.round((askedAt + answeredAt) / 2 - Date.parse(answer.at)) : null
  }

  async function askDisk(): Promise<number | null> {
    try {
      const { bavail, bsize } = await statfs(deps.dataFolder)
      return bavail * bsize
    } catch (error) {
      deps.log.warn('the free space could not be read', { error: String(error) })
      return null
    }
  }

  return {
    probed(exchange) {
      cancelRun()
      tell({ exchange, running: false })
    },
    heardBack(loopBack) {
      cancelLoop()
      tell({ loopBack, loopBackRunning: false })
    },
    handlers: {
      'check.get': () => view,
      'check.run'() {
        if (view.running) return null
        tell({ running: true, exchange: null })
        cancelRun = clock.after(longestMs, () => tell({ running: false }))
        deps.execute({ kind: 'probe-exchange' })
        void askClock().then((clockOffsetMs) => tell({ clockOffsetMs }))
        void askDisk().then((freeDiskBytes) => tell({ freeDiskBytes }))
        return null
      },
      'check.loopBack'() {
        if (view.loopBackRunning) return null
        tell({ loopBackRunning: true, loopBack: null })
        cancelLoop = clock.after(loopBackMs, () => tell({ loopBackRunning: false }))
        deps.execute({ kind: 'loop-back' })
        return null
      },
    },
  }
}
