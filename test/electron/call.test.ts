import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { until, type RunningApp } from '../support/electron-double/launch.ts'
import { cannotRun, cleanUp, newProfile, start } from './built-app.ts'

const citizen = 'catastro'

/** One day of an agent, in order: each story starts where the last one ended. */
describe.skipIf(cannotRun)(`a call in the demo city ${cannotRun}`, () => {
  let app: RunningApp
  let desk: number

  beforeAll(async () => {
    app = start({ userData: newProfile() })
    desk = await app.windowId('desk')
    await app.windowId('voice')
  })
  afterAll(cleanUp)

  async function ask<T>(method: string, input: unknown, output: z.ZodType<T>): Promise<T> {
    const reply = await app.do('request', desk, method, input)
    return z.object({ ok: z.literal(true), output }).parse(reply).output
  }
  const untilTray = (label: string) =>
    until(`the tray to say ${label}`, async () => {
      const [tray] = await app.do('trays')
      return tray?.toolTip === `Ventanilla: ${label}` || undefined
    })
  const calls = z.array(z.object({ callId: z.string(), phase: z.object({ name: z.string() }) }))

  test('signed in and registered, the tray says that the agent is available', async () => {
    const { agent } = await ask(
      'session.signIn',
      { agentId: 'ana-guaman' },
      z.object({ agent: z.object({ name: z.string() }) }),
    )
    expect(agent.name).not.toBe('')
    await ask('devices.openMicrophone', {}, z.null())
    await ask('agent.setPresence', { presence: { kind: 'ready' } }, z.unknown())
    await untilTray('Disponible')
  })

  test('after a sleep the voice page is told to mend the line, before anybody notices', async () => {
    const voice = await app.windowId('voice')
    const orders = async () =>
      (await app.do('sent', voice)).filter((envelope) => JSON.stringify(envelope).includes('"reconnect"'))
        .length
    expect(await orders()).toBe(0)
    await app.do('power', 'lock-screen')
    await app.do('power', 'unlock-screen')
    expect(await orders()).toBe(0)
    await app.do('power', 'resume')
    await until('the order to reconnect', async () => (await orders()) === 1 || undefined)
    await untilTray('Disponible')
  })

  test('the computer’s lock locks the desk too; unlocked, it answers its page again', async () => {
    const locked = await app.do('request', desk, 'demo.citizens', {})
    expect(locked).toMatchObject({ ok: false })
    await ask('lock.open', {}, z.unknown())
    await ask('demo.citizens', {}, z.unknown())
  })

  test('a ringing call notifies without naming the citizen and brings the desk to the front', async () => {
    await app.do('minimize', desk)
    const people = await ask('demo.citizens', {}, z.array(z.object({ key: z.string(), name: z.string() })))
    const caller = people.find(({ key }) => key === citizen)
    await ask('demo.callMe', { key: citizen }, z.unknown())
    const notice = await until('the notification', async () => (await app.do('notifications'))[0])
    expect(notice).toMatchObject({ urgency: 'critical', timeoutType: 'never' })
    const said = JSON.stringify(notice)
    for (const name of caller?.name.split(' ') ?? ['the citizen']) expect(said).not.toContain(name)
    expect(said).not.toMatch(/\d{3}/)
    const [window] = await app.do('windows')
    expect(window?.history).toEqual(
      expect.arrayContaining(['flashFrame true', 'restore', 'moveTop', 'focus']),
    )
    await untilTray('Timbrando')
  })

  test('in a call, closing the window asks first; staying keeps the call', async () => {
    const [call] = await ask('calls.list', {}, calls)
    await ask('calls.answer', { callId: call?.callId, pressedAtMs: Date.now() }, z.unknown())
    await untilTray('En llamada')
    await app.do('willAnswer', 0)
    await app.do('closeWindow', desk)
    expect(await app.do('dialogs')).toMatchObject([{ kind: 'message', title: 'Estás en una llamada.' }])
    expect(await ask('calls.list', {}, calls)).toMatchObject([{ phase: { name: 'connected' } }])
  })

  test('a desk page that crashes in mid-call leaves the call alone', async () => {
    const [before] = await ask('calls.list', {}, calls)
    await app.do('crash', desk)
    await until('the desk page again', async () =>
      (await app.do('evaluate', desk, 'typeof window.deskPort').catch(() => '')) === 'object'
        ? true
        : undefined,
    )
    const [after] = await ask('calls.list', {}, calls)
    expect(after).toMatchObject({ callId: before?.callId, phase: { name: 'connected' } })
  })

  test('quitting in a call ends it, the demo city and the app in order', async () => {
    await app.do('willAnswer', 1)
    await app.do('closeWindow', desk)
    expect(await app.exited).toBe(0)
  })
})
