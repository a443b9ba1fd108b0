import type { Desk } from '../../shared/wire.ts'
import { connectHost } from '../host/connect.ts'

/** Who sits here is asked while the page's own code is still on its way: the first screen waits for both. */
let unused: Promise<Desk> | undefined = connectHost('desk')
const session = unused.then((desk) => desk.request('session.get', {}))
session.catch(() => undefined)

void import('./app/start.tsx').then(({ startDesk }) => {
  const root = document.getElementById('root')
  if (root) startDesk(root, connect, session)
})

/** The connection made above first, a new one whenever that was lost. */
function connect(): Promise<Desk> {
  const desk = unused ?? connectHost('desk')
  unused = undefined
  return desk
}
