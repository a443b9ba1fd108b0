import type { HandlersOf } from '../../src/main/feature.ts'
import { DeskError } from '../../src/shared/errors.ts'

const away = () => {
  throw new DeskError('unavailable', 'The stand has no municipal backend.')
}

/** The stand has no backend to plan with: what is online only says so, and no week was published. */
export const fakeSchedules: HandlersOf<'schedules'> &
  HandlersOf<'board'> &
  HandlersOf<'ownSchedule'> &
  HandlersOf<'emergencies'> = {
  'schedules.week': away,
  'schedules.change': away,
  'schedules.undo': away,
  'schedules.reply': away,
  'schedules.propose': away,
  'schedules.publish': away,
  'schedules.plan': away,
  'schedules.decide': away,
  'schedules.importCalls': away,
  'board.get': away,
  'board.adherence': away,
  'board.grantBreak': away,
  'board.lineQuality': away,
  'board.resolution': away,
  'board.lineQualityOf': away,
  'ownSchedule.get': () => ({ agentId: 'ana', weeks: [], exchanges: [], refusals: [] }),
  'ownSchedule.answer': away,
  'ownSchedule.partners': away,
  'ownSchedule.ask': away,
  'ownSchedule.answerExchange': away,
  'ownSchedule.putAway': away,
  'ownSchedule.calendarLink': away,
  'emergencies.unread': () => [],
  'emergencies.read': () => null,
  'emergencies.declare': away,
  'emergencies.log': away,
}
