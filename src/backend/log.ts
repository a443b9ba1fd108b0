/** Where the backend says what it does: ids, codes and counts, never citizen data. */
export interface Log {
  info(message: string, facts?: Record<string, unknown>): void
  warn(message: string, facts?: Record<string, unknown>): void
  error(message: string, facts?: Record<string, unknown>): void
}

/**
 * What may be logged of a fault: its kind, its code and where it arose. Never its message, because a
 * database quotes the value it stumbled over, and that value can be a citizen's.
 */
export function faultFacts(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { fault: typeof fault }
  const { code, constraint } = fault as { code?: unknown; constraint?: unknown }
  return {
    fault: fault.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    at: (fault.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 4)
      .map((line) => line.trim()),
    ...(fault.cause === undefined ? {} : { cause: faultFacts(fault.cause) }),
  }
}
