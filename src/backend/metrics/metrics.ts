import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Outcome } from '../../shared/commands.ts'
import type { DeskKnock } from '../../shared/domain/desk.ts'
import type { Clock } from '../clock.ts'
import type { z } from 'zod'
import { processMetrics } from './process-metrics.ts'

type OutboxAge = NonNullable<z.infer<typeof DeskKnock>['outbox']>

/** What this copy counts for Prometheus: numbers and names of routes, never of people. */
export interface Metrics {
  answered(request: { method: string; route: string; status: number; seconds: number }): void
  decided(outcomes: readonly Outcome[]): void
  /** A desk says what waits on it. */
  outboxTold(deskId: string, outbox: OutboxAge): void
  /** `seconds`: until the last of them was written to its socket. */
  poked(desks: number, seconds: number): void
  /** In Prometheus' text format, measured now. */
  text(): Promise<string>
  readonly contentType: string
}

export interface MetricsDeps {
  clock: Clock
  /** Desks whose socket is open at this copy. */
  desks: () => number
  /** Connections to the database: open, without work, and requests that wait for one. */
  pool: () => { open: number; idle: number; waiting: number }
  /** Cases that no destination has taken yet, by state. */
  deliveries: () => Promise<ReadonlyMap<string, number>>
}

/** A desk says it at least every minute; one that fell silent is not counted as waiting for ever, ms. */
const toldCountsMs = 5 * 60_000

export function createMetrics({ clock, desks, pool, deliveries }: MetricsDeps): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const told = new Map<string, OutboxAge & { at: number }>()

  const requests = new Histogram({
    name: 'ventanilla_request_seconds',
    help: 'Time from the arrival of a request to its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const commands = new Counter({
    name: 'ventanilla_commands_total',
    help: 'Commands decided, those decided before among them.',
    labelNames: ['outcome'],
    registers,
  })
  const pokes = new Counter({
    name: 'ventanilla_pokes_total',
    help: 'Frames that told a desk to pull.',
    registers,
  })
  const rounds = new Histogram({
    name: 'ventanilla_poke_round_seconds',
    help: 'Time to write the frames of one round to all desks.',
    buckets: [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5],
    registers,
  })
  for (const outcome of ['accepted', 'rejected']) commands.inc({ outcome }, 0)

  /** Measured when somebody asks. */
  function gauge(name: string, help: string, read: () => number): void {
    labelled(name, help, (set) => set(read()))
  }

  function labelled(
    name: string,
    help: string,
    measure: (set: (value: number, state?: string) => void) => void | Promise<void>,
  ): void {
    const measured = new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers: [],
      async collect() {
        this.reset()
        await measure((value, state) => (state === undefined ? this.set(value) : this.set({ state }, value)))
      },
    })
    registry.registerMetric(measured)
  }

  gauge('ventanilla_desks_connected', 'Desks whose socket is open at this copy.', desks)
  gauge('ventanilla_outbox_waiting', 'Commands that wait on desks, as the desks told this copy.', () =>
    sum([...fresh()].map(({ waiting }) => waiting)),
  )
  gauge('ventanilla_outbox_refused', 'Refused commands that wait for their agents.', () =>
    sum([...fresh()].map(({ refused }) => refused)),
  )
  gauge('ventanilla_outbox_oldest_seconds', 'Age of the oldest command that waits on any desk.', () =>
    Math.max(0, ...[...fresh()].map(({ oldestSeconds }) => oldestSeconds)),
  )
  labelled('ventanilla_database_connections', 'Connections of this copy, and who waits for one.', (set) => {
    for (const [state, count] of Object.entries(pool())) set(count, state)
  })
  labelled(
    'ventanilla_deliveries_waiting',
    'Cases that their destination has not taken yet.',
    async (set) => {
      for (const [state, count] of await deliveries()) set(count, state)
    },
  )

  function fresh(): Iterable<OutboxAge> {
    for (const [deskId, { at }] of told) if (clock.now() - at > toldCountsMs) told.delete(deskId)
    return told.values()
  }

  return {
    answered: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    decided(outcomes) {
      for (const { status } of outcomes) commands.inc({ outcome: status })
    },
    outboxTold: (deskId, outbox) => void told.set(deskId, { ...outbox, at: clock.now() }),
    poked(count, seconds) {
      pokes.inc(count)
      rounds.observe(seconds)
    },
    text: () => Registry.merge([registry, processMetrics()]).metrics(),
    contentType: registry.contentType,
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
