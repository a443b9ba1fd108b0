import { spawnSync } from 'node:child_process'

/** Where the exchanges and the telephones of citizens are: Chromium does not count interfaces of such a name as its own. */
export const exchangeInterface = 'vnic0'
export const exchangeAddress = '10.98.0.1'
const deskInterface = 'lab0'
const deskAddresses = ['10.99.0.1', '10.99.0.2'] as const
let moves = 0

/**
 * Lays the network of the lab in this process's namespace. The desk has one interface, so one ICE candidate, and the
 * exchanges another; what goes anywhere else goes to a station that does not exist, as to a dead server.
 */
export function layNetwork(): void {
  ip('link set lo up')
  for (const name of [deskInterface, exchangeInterface]) {
    ip(`link add ${name} type veth peer name ${name}-end`)
    ip(`link set ${name} up`)
    ip(`link set ${name}-end up`)
  }
  ip(`address add ${exchangeAddress}/24 dev ${exchangeInterface}`)
  addressDesk(deskAddresses[0])
}

/** The desk's machine gets another address, as one that walks from one wifi into the next: the old one is gone. */
export function moveDesk(): void {
  const [from = '', to = ''] = moves % 2 === 0 ? deskAddresses : deskAddresses.toReversed()
  moves += 1
  ip(`address del ${from}/24 dev ${deskInterface}`)
  addressDesk(to)
}

/** Beside it the way to everywhere else, which goes with the address. */
function addressDesk(address: string): void {
  ip(`address add ${address}/24 dev ${deskInterface}`)
  ip(`neighbour replace 10.99.0.254 lladdr 02:00:00:00:00:fe dev ${deskInterface}`)
  ip('route replace default via 10.99.0.254')
}

function ip(words: string): void {
  const { status } = spawnSync('ip', words.split(' '), { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`The network of the lab could not be laid: ip ${words}`)
}
