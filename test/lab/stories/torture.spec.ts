import { expect } from '@playwright/test'
import { recover } from '../../../src/demo/drive/drive-call.ts'
import { openSipTap } from '../../support/sip-tap.ts'
import { accountOf, lines } from '../stand/accounts.ts'
import { agentHears, citizenHears } from '../stand/conversation.ts'
import { labTest as test } from '../stand/lab.ts'
import { malformed, senseless } from '../torture/malformed.ts'
import { wellFormed } from '../torture/well-formed.ts'
import { request, type Victim } from '../torture/words.ts'

const line = lines.direct
const cases = [...wellFormed, ...malformed, ...senseless]

test(`${cases.length} messages that no exchange should send: none is answered by a fall, and calls come as before`, async ({
  citizen,
  deskWith,
}) => {
  const tap = await openSipTap(line.registrar)
  const desk = await deskWith(accountOf(line, { sockets: [{ url: tap.url, weight: 0 }] }))
  await desk.startWork()
  const falls: string[] = []
  let said = ''
  desk.page.on('pageerror', ({ message, stack = message }) => void falls.push(`${said}: ${stack}`))
  desk.page.on('crash', () => void falls.push('the page crashed'))
  const registration = tap.fromDesk.findLast((text) => text.startsWith('REGISTER '))
  const target = /^Contact:\s*<([^>]+)>/im.exec(registration ?? '')?.[1] ?? ''

  /**
   * The desk answers a decent question: it has got over whatever was said before. Asked again, as bytes that are no
   * text cost it the connection (RFC 6455 §8.1), which it then makes anew.
   */
  async function answersStill(victim: Victim): Promise<void> {
    const mark = `${victim.mark}after`
    const answered = () => tap.fromDesk.some((text) => text.startsWith('SIP/2.0 200') && text.includes(mark))
    await expect
      .poll(
        () => {
          if (!answered()) tap.say(request('OPTIONS', { target, mark }))
          return answered()
        },
        { intervals: [20, 50, 200, 500] },
      )
      .toBe(true)
  }

  for (const [index, { name, section, say }] of cases.entries())
    await test.step(`${section} ${name}`, async () => {
      const victim = { target, mark: `torture${index}x` }
      said = name
      tap.say(say(victim))
      await answersStill(victim)
      tap.say(request('CANCEL', victim))
      await answersStill({ target, mark: `${victim.mark}x` })
      await recover(desk.core)
    })

  console.log(`${cases.length} messages of RFC 4475 and beside it: ${falls.length} falls`)
  expect(falls).toEqual([])
  expect((await desk.registration()).state).toBe('registered')
  await desk.settle()
  await desk.takeCall(citizen, line)
  await citizenHears(citizen, 'voice')
  await agentHears(desk.page, 'voice')
  await tap.close()
})
