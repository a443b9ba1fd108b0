import { z } from 'zod'
import type { PlanningChange, ScheduleView } from '../../../shared/contract.ts'
import { DatedShift } from '../../../shared/domain/schedules/dated-shift.ts'
import { applyChange } from '../../../shared/domain/schedules/edit.ts'
import { mondayOf } from '../../../shared/domain/schedules/week-time.ts'
import { shiftDay, wallClock } from '../../../shared/domain/shifts/clock-time.ts'
import { DeskError, toDeskError } from '../../../shared/errors.ts'
import {
  DecidedExchange,
  ImportedCalls,
  Proposed,
  Published,
  SavedDraft,
  SavedPlanning,
  schedulePaths,
  WeekFile,
} from '../../../shared/schedules-api.ts'
import type { Remembered } from '../../db/remembered.ts'
import type { HandlersOf } from '../../feature.ts'
import { refuseCardNumber } from '../../refuse-card-number.ts'
import type { Clock } from '../../shell.ts'
import type { Question } from '../../sync/backend-client.ts'
import { changedPlanning } from './changed-planning.ts'
import { createEditHistory } from './edit-history.ts'
import { shownRefusal } from './rule-words.ts'
import { scheduleView } from './schedule-view.ts'

/** What was edited and has not reached the backend: kept on this desk, so that nothing typed is lost. */
const Unsaved = z.object({ weekStart: z.string(), version: z.number().int(), shifts: z.array(DatedShift) })
const unsavedName = 'schedule-unsaved'

export interface SchedulesDeps {
  clock: Clock
  remembered: Remembered
  timeZone: () => string
  newId: () => string
  ask<S extends z.ZodType>(question: Question<S>): Promise<z.infer<S>>
}

/** A lead's weeks. Rules and coverage are judged here, at every change; the backend keeps the draft. */
export function createSchedules(deps: SchedulesDeps): HandlersOf<'schedules'> {
  const { ask, clock, remembered } = deps
  let file: WeekFile | undefined
  let shifts: DatedShift[] = []
  let saved = true
  const history = createEditHistory()

  const view = (of: WeekFile): ScheduleView => {
    const { canUndo, canRedo } = history
    return scheduleView(of, shifts, { now: clock.now(), saved, canUndo, canRedo })
  }

  async function load(weekStart: string): Promise<WeekFile> {
    const read = await ask({ method: 'GET', path: schedulePaths.week(weekStart), reply: WeekFile })
    const kept = remembered.read(unsavedName, Unsaved)
    // What was edited can be taken back until another week, or somebody else's hand, is on the desk.
    if (file?.weekStart !== weekStart || JSON.stringify(read.shifts) !== JSON.stringify(shifts))
      history.forget()
    file = read
    shifts = read.shifts
    saved = true
    // What this desk could not save is the lead's newest word only while nobody else has saved since.
    if (kept?.weekStart === weekStart && kept.version === read.version) {
      shifts = kept.shifts
      await save(read)
    }
    return read
  }

  async function opened(weekStart: string): Promise<WeekFile> {
    return file?.weekStart === weekStart ? file : await load(weekStart)
  }

  async function save(of: WeekFile): Promise<void> {
    const body = { version: of.version, shifts }
    remembered.write(unsavedName, { weekStart: of.weekStart, ...body })
    const answer = await ask({
      method: 'PUT',
      path: schedulePaths.week(of.weekStart),
      body,
      reply: SavedDraft,
    }).catch((thrown: unknown) => toDeskError(thrown))
    saved = !(answer instanceof DeskError)
    if (!(answer instanceof DeskError)) {
      of.version = answer.version
      remembered.forget(unsavedName)
    } else if (answer.code !== 'unavailable') {
      remembered.forget(unsavedName)
      file = undefined
      throw answer
    }
  }

  async function edited(of: WeekFile, next: DatedShift[]): Promise<ScheduleView> {
    history.changed(shifts)
    shifts = next
    await save(of)
    return view(of)
  }

  async function plan(weekStart: string, change: PlanningChange): Promise<ScheduleView> {
    const of = await opened(weekStart)
    await ask({
      method: 'PUT',
      path: schedulePaths.planning,
      body: { version: of.planningVersion, planning: changedPlanning(of.planning, change, deps.newId) },
      reply: SavedPlanning,
    })
    return view(await load(weekStart))
  }

  return {
    async 'schedules.week'({ weekStart }) {
      const { day } = wallClock(clock.now(), deps.timeZone())
      return view(await load(mondayOf(weekStart ?? shiftDay(day, 7))))
    },
    async 'schedules.change'({ weekStart, change }) {
      const of = await opened(weekStart)
      const { earlier, planning } = of
      const { patterns } = planning
      return await edited(
        of,
        applyChange(shifts, change, { weekStart, earlier, patterns, newId: deps.newId }),
      )
    },
    async 'schedules.undo'({ weekStart, redo }) {
      const of = await opened(weekStart)
      const found = history.step(shifts, redo)
      if (found) {
        shifts = [...found]
        await save(of)
      }
      return view(of)
    },
    async 'schedules.propose'({ weekStart }) {
      const of = await opened(weekStart)
      const path = schedulePaths.proposal(weekStart)
      return await edited(of, (await ask({ method: 'POST', path, body: {}, reply: Proposed })).shifts)
    },
    async 'schedules.publish'({ weekStart }) {
      const of = await opened(weekStart)
      // Also where nothing was touched: what is published is what was looked at.
      if (of.version === 0 || !saved) await save(of)
      if (!saved) throw new DeskError('unavailable', 'The week has not reached the backend yet.')
      const path = schedulePaths.publication(weekStart)
      const answer = await ask({ method: 'POST', path, body: { version: of.version }, reply: Published })
      return { view: view(await load(weekStart)), ...answer }
    },
    'schedules.plan': ({ weekStart, change }) => plan(weekStart, change),
    async 'schedules.decide'({ weekStart, exchangeId, approve, reason }) {
      refuseCardNumber('reason', reason)
      const path = schedulePaths.decision(exchangeId)
      const body = { approve, reason }
      const { refusal } = await ask({ method: 'POST', path, body, reply: DecidedExchange })
      const of = await load(weekStart)
      return { view: view(of), refusal: refusal && shownRefusal(refusal, of.profile) }
    },
    async 'schedules.reply'({ weekStart, agentId, words }) {
      refuseCardNumber('words', words)
      const body = { agentId, words }
      await ask({ method: 'POST', path: schedulePaths.replies(weekStart), body, reply: z.object({}) })
      return view(await load(weekStart))
    },
    async 'schedules.importCalls'({ csv }) {
      const answer = await ask({
        method: 'POST',
        path: schedulePaths.callHistory,
        body: { csv },
        reply: ImportedCalls,
      })
      file = undefined
      return answer
    },
  }
}
