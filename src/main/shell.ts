import type { AgentState } from '../shared/domain/agent.ts'

/** What a host must offer beside a Port. Every method is small; no decision is taken behind it. */
export interface Shell {
  readonly host: 'electron' | 'browser'
  /** Folder for the cache, its copies and quarantined files; exists and is private to this account. */
  readonly dataFolder: string
  /** Names no citizen: notifications are read by whoever passes the screen. */
  notify(notice: { title: string; body: string; urgent: boolean }): void
  focusWindow(): void
  /** Shows this address in the system's browser; false where the host cannot, and the page offers it instead. */
  openExternal(address: string): Promise<boolean>
  /** Empties the system's clipboard where the host can reach it; a page can only while it has the focus. */
  clearClipboard(): void
  /** In the tray or wherever the host shows it; the word for it is the host's, in the agent's language. */
  showState(state: AgentState): void
  /** Kept in the operating system's store where there is one. Throws `unavailable` where the store refuses. */
  readonly secrets: SecretStore
  onPower(listener: (event: 'resume' | 'lock' | 'unlock') => void): () => void
}

export interface SecretStore {
  read(name: string): Promise<string | undefined>
  write(name: string, value: string): Promise<void>
  /** Also where it is not there. */
  remove(name: string): Promise<void>
}

/** The outside world of the core, passed in so that tests own time and names. */
export interface Clock {
  now(): number
  /** Returns a function that cancels. Delays in ms. */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Where the core says what it does. Never with citizen data: ids, codes and counts only. */
export interface Log {
  info(message: string, facts?: Record<string, unknown>): void
  warn(message: string, facts?: Record<string, unknown>): void
  error(message: string, facts?: Record<string, unknown>): void
}
