import { fork } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../scripts/ensure.mjs'
import type { DeskSettings, DeskWish, DeskWord } from './desk-words.ts'

/** The desk's process, which the run may kill at any moment. */
export interface DeskChild {
  wish(wish: DeskWish): void
  /** Resolves when it is gone and everything it had said was heard. */
  readonly ended: Promise<void>
  kill(): Promise<void>
}

export function startDeskChild(settings: DeskSettings, hear: (word: DeskWord) => void): DeskChild {
  const child = fork(join(root, 'test', 'chaos', 'desk-process.ts'), [JSON.stringify(settings)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  child.on('message', (word) => hear(word as DeskWord))
  child.stderr?.on('data', (text: Buffer) => hear({ kind: 'trouble', text: text.toString() }))
  const gone = (name: 'close' | 'disconnect') =>
    new Promise<void>((resolve) => void child.once(name, () => resolve()))
  const ended = Promise.all([gone('close'), gone('disconnect')]).then(
    () => void process.removeListener('exit', killWithUs),
  )
  return {
    // A wish to a process that was just killed is asked again of the next one.
    wish: (wish) => void (child.connected && child.send(wish, () => undefined)),
    ended,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
