import type { Browser } from '@playwright/test'
import type { Asterisk } from '../../lab/stand/asterisk.ts'

/** What a benchmark in the lab finds there. */
export interface BenchWorld {
  readonly asterisk: Asterisk
  /** One of its own for each side that is compared: what it costs is told by the whole browser. */
  openBrowser(): Promise<Browser>
}
