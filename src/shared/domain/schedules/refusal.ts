import { z } from 'zod'
import { Code } from '../basics.ts'

/**
 * Why the backend says no to something asked of the schedules. A code, because whoever asked reads it in their own
 * language; `rule` names a rule of the profile, or one of arithmetic, with what was found and what is allowed.
 */
export const ScheduleRefusal = z.strictObject({
  code: z.enum([
    'rule',
    'not-published',
    'shift-gone',
    'published-again',
    'not-yours',
    'decided',
    'asked-before',
    'other',
  ]),
  rule: z.string().max(40),
  agentId: z.union([Code, z.literal('')]),
  found: z.number(),
  allowed: z.number(),
})
export type ScheduleRefusal = z.infer<typeof ScheduleRefusal>

export function refusal(code: ScheduleRefusal['code'], rule?: Partial<ScheduleRefusal>): ScheduleRefusal {
  return { rule: '', agentId: '', found: 0, allowed: 0, ...rule, code }
}

/** The one line that a rejected command carries: `rule F-REST ana 11 12`. */
export function refusalLine({ code, rule, agentId, found, allowed }: ScheduleRefusal): string {
  return code === 'rule' ? ['rule', rule, agentId, found, allowed].join(' ') : code
}

/** Reads it again; a line of an older backend is `other`. */
export function readRefusal(line: string): ScheduleRefusal {
  const [code, rule, agentId, found, allowed] = line.split(' ')
  const read = ScheduleRefusal.safeParse(
    refusal((code ?? '') as ScheduleRefusal['code'], {
      rule: rule ?? '',
      agentId: agentId ?? '',
      found: Number(found ?? 0),
      allowed: Number(allowed ?? 0),
    }),
  )
  return read.success ? read.data : refusal('other')
}
