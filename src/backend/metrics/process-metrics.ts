import { Registry, collectDefaultMetrics } from 'prom-client'

let registry: Registry | undefined

/**
 * What Node says of this process, its garbage collection and its event loop. Collected once a process and for as long
 * as it lives: its observers are never taken off, and one for each backend would keep every closed one in memory.
 */
export function processMetrics(): Registry {
  if (!registry) {
    registry = new Registry()
    collectDefaultMetrics({ register: registry })
  }
  return registry
}
