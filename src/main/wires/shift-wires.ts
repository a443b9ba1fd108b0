import { createAgentReports } from '../features/agent-reports.ts'
import { createBoard } from '../features/board.ts'
import { createDeclaredEmergencies } from '../features/declared-emergencies.ts'
import { createHandover } from '../features/handover/handover.ts'
import { createOwnSchedule } from '../features/schedules/own-schedule.ts'
import { createSchedules } from '../features/schedules/schedules.ts'
import { createBreakTelling } from '../features/shifts/break-telling.ts'
import { rulesInForce } from '../features/shifts/rules-in-force.ts'
import { shiftClock } from '../features/shifts/shift-clock.ts'
import { createShifts } from '../features/shifts/shifts.ts'
import type { House, Parts } from './house.ts'

/** Said outside of any page, in the system's notification. */
const declared = { es: 'Emergencia declarada', en: 'Emergency declared' } as const

/** Work and rest: the shift and its breaks, its end, what the team sees of it, and who may disturb the rest. */
export function shiftParts(house: House): Pick<Parts, 'emergencies' | 'handover' | 'reports' | 'shifts'> {
  const { agentId, deps, outbox, sendSoon, timeZone } = house
  const { announce, clock, newId, rows, shell } = deps
  const shifts = shiftsOf(house)
  const emergencies = createDeclaredEmergencies({
    rows,
    outbox,
    clock,
    newId,
    agentId,
    ask: (question) => house.session.ask(question),
    onDeclared({ byName }) {
      shell.notify({ title: declared[house.settings.current().language], body: byName, urgent: true })
      shell.focusWindow()
    },
    onIssued: sendSoon,
    onChanged: () => announce('emergencies.changed', {}),
  })
  const handover = createHandover({
    rows,
    outbox,
    clock,
    newId,
    who: () => house.session.current()?.agent,
    timeZone,
    due: () => shifts.endsSoon(),
    onIssued: sendSoon,
    onChanged: () => announce('handover.changed', {}),
  })
  const reports = createAgentReports({
    clock,
    signedIn: () => house.session.current() !== undefined,
    agent: () => house.agent.view(),
    shift: shifts.view,
    disconnected: shifts.disconnected,
    overloaded: shifts.overloaded,
    rotation: shifts.rotation,
    onAnswer({ outlook, trade, released }) {
      if (outlook) shifts.heard(outlook)
      if (trade !== undefined) shifts.heardTrade(trade)
      // F-DISC is over for this desk: what waited for the shift comes down now and not with the next round.
      if (released) void house.loop.now()
    },
    ask: (question) => house.session.ask(question),
  })
  return { emergencies, handover, reports, shifts }
}

function shiftsOf(house: House): Parts['shifts'] {
  const { agent, deps, outbox, sendSoon, timeZone } = house
  const { announce, clock, newId, rows } = deps
  return createShifts({
    rows,
    clock: shiftClock(clock, deps.shiftTime),
    profile: profileOf(house),
    who: () => house.session.current()?.agent,
    timeZone,
    lenient: deps.demo !== undefined && deps.shiftTime === undefined,
    agent,
    onJudged: createBreakTelling({ outbox, newId, onIssued: sendSoon }),
    contactInHand() {
      const interaction = house.contactInHand()
      return (
        interaction && {
          contactId: interaction.interactionId,
          queueId: interaction.queue,
          queuePriority: rows.knowledge.one('queue', interaction.queue)?.priority ?? 0,
        }
      )
    },
    signOut: signOutOnce(house),
    onChanged() {
      announce('shift.changed', {})
      house.reports.tell()
    },
  })
}

/** A note that was being written goes up before the session ends; with the cable out it waits in the outbox. */
function signOutOnce(house: House): () => void {
  let signingOut = false
  return () => {
    if (signingOut) return
    signingOut = true
    const told = house.handover.leaveWritten() ? house.loop.now() : Promise.resolve()
    void told.finally(() => {
      signingOut = false
      void house.session.handlers['session.signOut']({}, { role: 'desk' })
    })
  }
}

function profileOf({ country, deps }: House): ReturnType<typeof rulesInForce> {
  return rulesInForce({
    profileId: deps.policy.ruleProfile,
    country,
    siteRules: deps.policy.rules ?? {},
    published: () => deps.rows.knowledge.all('rules'),
  })
}

/** The week as leads plan it and as the agent sees his own, and who is in what state now. */
export function scheduleHandlers(house: House) {
  const { agentId, deps, outbox, sendSoon, session, timeZone } = house
  const { announce, clock, newId, rows } = deps
  return {
    ...createSchedules({ clock, remembered: rows.remembered, timeZone, newId, ask: session.ask }),
    ...createBoard({ ask: session.ask }),
    ...createOwnSchedule({
      rows,
      outbox,
      clock,
      newId,
      agentId,
      backendUrl: deps.policy.backend.url,
      profile: profileOf(house),
      timeZone,
      ask: session.ask,
      onIssued() {
        announce('knowledge.changed', {})
        sendSoon()
      },
    }),
  }
}
