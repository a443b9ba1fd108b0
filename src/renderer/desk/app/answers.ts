import {
  keepPreviousData,
  notifyManager,
  QueryClient,
  useQuery,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { ContractRequests, EventName, RequestName } from '../../../shared/contract.ts'
import type { DeskLink } from './link.ts'
import { useLink } from './link-context.ts'

type Input<M extends RequestName> = ContractRequests[M]['input']
type Output<M extends RequestName> = ContractRequests[M]['output']

/** Which answers an event makes old. An event carries ids only; the screens that show them read again. */
const outdatedBy: Partial<Record<EventName, readonly RequestName[]>> = {
  'session.changed': ['session.get'],
  'agent.changed': ['agent.get'],
  'calls.changed': ['contacts.current', 'calls.list', 'calls.outcome', 'calls.autoAnswer'],
  'directory.changed': ['directory.get'],
  'quality.changed': ['quality.now', 'quality.recent'],
  'contact.changed': ['contacts.current', 'contacts.recent', 'records.read'],
  'serviceRequests.changed': [
    'serviceRequests.list',
    'contacts.current',
    'contacts.perhapsTheSame',
    'secondLevel.queue',
    'secondLevel.open',
    'tasks.list',
  ],
  'appointments.changed': ['appointments.offices', 'appointments.get', 'appointments.owed'],
  'sync.changed': [
    'appointments.get',
    'attachments.list',
    'sync.get',
    'feedback.mine',
    'handover.own',
    'session.get',
    'serviceRequests.list',
    'secondLevel.open',
    'ownSchedule.get',
  ],
  'knowledge.changed': [
    'publishing.overview',
    'scripts.list',
    'scripts.get',
    'search.find',
    'records.read',
    'records.shelf',
    'news.list',
    'news.changes',
    'bundle.get',
    'feedback.mine',
    'knowledge.emergency',
    'catalogue.get',
    'shift.today',
    'ownSchedule.get',
    'handover.own',
    'handover.list',
    'sync.get',
  ],
  'feedback.changed': ['feedback.mine'],
  'publishing.changed': ['publishing.unsent'],
  'records.changed': ['records.read', 'records.shelf', 'news.list'],
  'shift.changed': ['shift.prompts', 'shift.clock', 'shift.ledger', 'handover.own'],
  'emergencies.changed': ['emergencies.unread'],
  'handover.changed': ['handover.own', 'handover.list'],
  'settings.changed': ['settings.get'],
  'sound.changed': ['sound.get'],
  'check.changed': ['check.get'],
  'cache.changed': ['cache.get'],
  'lock.changed': [],
}

/**
 * An answer is on the screen before the next key is: told a task later, a field would show for a moment what it
 * held before its last letters were saved.
 */
notifyManager.setScheduler(queueMicrotask)

/**
 * What was asked about one thing (a record, a script) is let go this long after it left the screen, ms: over a day
 * there are hundreds of things, and the core is a few milliseconds away. What has no question stays all day.
 */
export const letGoAfterMs = 5 * 60_000

/** Answers stay good until an event says otherwise; the core is local, so the machine's network is no matter. */
export function createAnswers(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: letGoAfterMs,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  })
}

interface Asking {
  readonly enabled?: boolean
  /** No event tells of a change, so it is asked again whenever it comes on the screen. */
  readonly fresh?: boolean
  /** The last answer stays on the screen until the next one is there. */
  readonly keep?: boolean
  /** Nobody asks again once it left the screen: it goes with it. */
  readonly brief?: boolean
  /** Must be on the screen at once whenever it is wanted, and there are few of its kind: stays all day. */
  readonly lasting?: boolean
}

/** What the core says to `method`, kept up to date by its events. */
export function useAnswer<M extends RequestName>(
  method: M,
  input: Input<M>,
  asking?: Asking,
): UseQueryResult<Output<M>> {
  return useQuery(questionOf(useLink(), method, input, asking))
}

/** One part of what the core says: who asks for it is drawn again only when that part changes. */
export function useAnswerPart<M extends RequestName, T>(
  method: M,
  input: Input<M>,
  pick: (answer: Output<M>) => T,
): T | undefined {
  return useQuery({ ...questionOf(useLink(), method, input), select: pick }).data
}

/** The same as the answers' own library is asked, for whoever asks outside a screen. */
export function questionOf<M extends RequestName>(
  link: Pick<DeskLink, 'request'>,
  method: M,
  input: Input<M>,
  { enabled = true, fresh, keep, brief, lasting }: Asking = {},
): UseQueryOptions<Output<M>> {
  const stays = lasting || Object.keys(input).length === 0
  return {
    queryKey: [method, input],
    queryFn: () => link.request(method, input),
    enabled,
    ...(fresh ? { staleTime: 0 } : {}),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    ...(brief ? { gcTime: 0 } : stays ? { gcTime: Infinity } : {}),
  }
}

/** For an answer that came with an action, so that the screen need not ask again. */
export function putAnswer<M extends RequestName>(
  answers: QueryClient,
  method: M,
  input: Input<M>,
  output: Output<M>,
): void {
  answers.setQueryData([method, input], output)
}

/** What the screens already know, without asking. */
export function knownAnswer<M extends RequestName>(
  answers: QueryClient,
  method: M,
  input: Input<M>,
): Output<M> | undefined {
  return answers.getQueryData<Output<M>>([method, input])
}

/** Reads again what an event made old, and everything once the core is back. Returns how to stop. */
export function keepFresh(answers: QueryClient, link: DeskLink): () => void {
  const outdated = new Set<RequestName>()
  // A ring announces three things at once; asking once for all of them puts the card on the screen sooner.
  const readAgain = () => {
    for (const method of outdated) void answers.invalidateQueries({ queryKey: [method] })
    outdated.clear()
  }
  const stop = Object.entries(outdatedBy).map(([name, methods]) =>
    link.on(name as EventName, () => {
      if (outdated.size === 0) setTimeout(readAgain)
      for (const method of methods) outdated.add(method)
    }),
  )
  stop.push(
    link.status.subscribe((now, before) => {
      if (now.open && !before.open) void answers.invalidateQueries()
    }),
  )
  return () => {
    for (const each of stop) each()
  }
}
