import type { Command, CommandType } from '../../shared/commands.ts'
import type { RecordWrite } from '../changes/change-log.ts'

/** What a decider says: the records that follow from the command, or why it was refused, in words for the agent. */
export type Verdict = { status: 'accepted'; writes: RecordWrite[] } | { status: 'rejected'; reason: string }

export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>
