import { readdirSync, readFileSync } from 'node:fs'

/** The agent's machine is the host and the browser; exchanges and telephones are other machines. */
const ofTheDesk = /hosts\/browser\/main\.ts|chrom/

/** Everything on the agent's machine stands still for this long and then goes on, by a clock that did not wait. */
export async function sleepDesk(forMs: number): Promise<void> {
  const processes = processesOfTheDesk()
  for (const pid of processes) process.kill(pid, 'SIGSTOP')
  await new Promise((wake) => setTimeout(wake, forMs))
  for (const pid of processes) process.kill(pid, 'SIGCONT')
}

/** The lab has process numbers of its own: nobody else's browser is among them. */
function processesOfTheDesk(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid && ofTheDesk.test(programOf(pid)))
}

/** Empty for one that ended meanwhile. */
function programOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
