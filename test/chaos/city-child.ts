import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '../../scripts/ensure.mjs'
import type { CityCase, CityWord } from './city-words.ts'

/** The Open311 server that the backend sends cases on to; it lives through all kills, as a foreign house does. */
export interface CityChild {
  readonly url: string
  holds(): Promise<CityCase[]>
  close(): Promise<void>
}

export async function startCityChild(): Promise<CityChild> {
  const child = fork(join(root, 'test', 'chaos', 'city-process.ts'), [], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  const heard = async () => ((await once(child, 'message')) as [CityWord])[0]
  const first = await heard()
  if (first.kind !== 'listening') throw new Error('The city did not say where it listens.')
  return {
    url: first.url,
    async holds() {
      const answer = heard()
      child.send('holds')
      const word = await answer
      return word.kind === 'holds' ? word.cases : []
    },
    async close() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
      process.removeListener('exit', killWithUs)
    },
  }
}
