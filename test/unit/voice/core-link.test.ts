import { expect, test } from 'vitest'
import { createCoreLink } from '../../../src/renderer/voice/core-link.ts'
import type { TelephonyEvent, VoiceCommand } from '../../../src/shared/domain/telephony.ts'

const registered: TelephonyEvent = { kind: 'registration', registration: { state: 'none' } }
const ended = (callId: string): TelephonyEvent => ({
  kind: 'call',
  callId,
  event: { kind: 'ended', at: '2026-11-21T10:00:00.000Z', cause: 'citizen-hung-up' },
})

/** A core that can be taken away; remembers what it heard. */
function fakeCore(commands: VoiceCommand[] = []) {
  const heard: unknown[] = []
  let away = (): void => {}
  let open = true
  return {
    heard,
    goAway() {
      open = false
      away()
    },
    desk: {
      request: async (method: string, input: unknown) => {
        await Promise.resolve()
        if (!open) throw new Error('gone')
        if (method === 'voice.hello') return { commands }
        heard.push(input)
        return null
      },
      on: () => () => {},
      onClose: (closed: () => void) => void (away = closed),
      dismissed: () => Promise.resolve(false),
    } as never,
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

function link(cores: ReturnType<typeof fakeCore>[], execute: () => void = () => {}) {
  const waiting = [...cores]
  return createCoreLink({
    connect: () => Promise.resolve(waiting.shift()?.desk as never),
    execute,
    replay: () => Promise.resolve([registered]),
    connected: () => {},
    replaced: () => {},
  })
}

test('the core hears what is true before its commands are carried out', async () => {
  const core = fakeCore([{ kind: 'open-microphone' }])
  const heardAtCommand: number[] = []
  await link([core], () => heardAtCommand.push(core.heard.length)).start()
  await settle()
  expect(core.heard).toEqual([registered])
  expect(heardAtCommand).toHaveLength(1)
})

test('a call that ended while the core was away is told to the next one, once', async () => {
  const [first, second, third] = [fakeCore(), fakeCore(), fakeCore()]
  const voice = link([first, second, third])
  await voice.start()
  first.goAway()
  voice.report(ended('c1'))
  await settle()
  expect(second.heard).toEqual([registered, ended('c1')])
  second.goAway()
  await settle()
  expect(third.heard).toEqual([registered])
})
