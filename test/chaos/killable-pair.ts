import {
  startBackendProcess,
  type BackendProcess,
  type BackendSettings,
} from '../support/backend/backend-process.ts'
import type { BadNetwork } from './bad-network.ts'
import { startDeskChild, type DeskChild } from './desk-child.ts'
import type { DeskSettings, DeskWish, DeskWord } from './desk-words.ts'

/** A desk and a backend that come back after every kill and are asked again what they had not done. */
export interface KillablePair {
  killDesk(): Promise<void>
  killBackend(downMs: number): Promise<void>
  /** Resolves when the case of this call is in the agent's list. */
  take(number: number): Promise<void>
  /** What still waits and what was refused, when all is healed and the desk has ended in order. */
  finish(withinMs: number): Promise<{ pending: number; rejected: string[] }>
  /** Ends whatever still runs. */
  close(): Promise<void>
  troubles(): string[]
}

const mostTroubles = 30

export function killablePair(
  settings: { desk: DeskSettings; backend: BackendSettings },
  network: BadNetwork,
  hear: (word: DeskWord) => void,
): KillablePair {
  const troubles: string[] = []
  let wish: DeskWish | undefined
  let done: ((word: DeskWord) => void) | undefined
  let closing = false
  let killing = false
  let desk = startDesk()
  let backend = startBackend()

  function startDesk(): DeskChild {
    const child = startDeskChild(settings.desk, heard)
    if (wish) child.wish(wish)
    return child
  }

  function startBackend(): BackendProcess {
    const started = startBackendProcess(settings.backend)
    started.listening.then(
      (url) => {
        if (backend === started) network.backendAt(url)
      },
      (error: unknown) => {
        if (backend === started && !closing && !killing) note(`backend: ${String(error)}`)
      },
    )
    return started
  }

  function note(text: string): void {
    troubles.push(text.slice(0, 600))
    if (troubles.length > mostTroubles) troubles.shift()
  }

  function heard(word: DeskWord): void {
    if (word.kind === 'trouble') note(`desk: ${word.text}`)
    hear(word)
    const answers =
      word.kind === 'finished' ||
      (word.kind === 'taken' && wish?.kind === 'take' && word.number === wish.number)
    if (!answers) return
    wish = undefined
    done?.(word)
  }

  function asked(next: DeskWish): Promise<DeskWord> {
    wish = next
    return new Promise((resolve) => {
      done = resolve
      desk.wish(next)
    })
  }

  return {
    async killDesk() {
      await desk.kill()
      if (!closing) desk = startDesk()
    },
    async killBackend(downMs) {
      network.backendAt(undefined)
      killing = true
      await backend.kill('SIGKILL')
      await new Promise((resume) => setTimeout(resume, downMs))
      killing = false
      if (!closing) backend = startBackend()
    },
    take: async (number) => void (await asked({ kind: 'take', number })),
    async finish(withinMs) {
      network.backendAt(await backend.listening)
      const word = await asked({ kind: 'finish', withinMs })
      await desk.ended
      return word.kind === 'finished' ? word : { pending: Number.NaN, rejected: [] }
    },
    async close() {
      closing = true
      await desk.kill()
      await backend.kill('SIGTERM')
    },
    troubles: () => [...troubles, ...backend.errors().map((line) => `backend: ${line.slice(0, 600)}`)],
  }
}
