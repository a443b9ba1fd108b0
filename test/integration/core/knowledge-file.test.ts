import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { longestFilePart } from '../../../src/shared/contract.ts'
import { newSigningKey } from '../../../src/backend/publishing/signing-key.ts'
import type { KnowledgeRecord } from '../../../src/shared/domain/publishing/record.ts'
import { lightScript } from '../../support/knowledge.ts'
import { asFile, signKnowledge } from '../../support/signed-knowledge.ts'
import { testDesk, type TestDesk } from '../../support/test-desk.ts'
import { waitFor } from '../../support/wait-for.ts'

const script = (version: number): KnowledgeRecord => ({
  entity: 'script',
  id: 'alumbrado',
  doc: { ...lightScript, version },
})
const file = (version: number, ...signing: [key?: ReturnType<typeof newSigningKey>]) =>
  JSON.stringify(asFile(signKnowledge([script(version)], { bundleVersion: version }, ...signing)))

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  await desk.becomeReady()
})
afterEach(() => desk.dispose())

/** As the page sends it: in parts, however short the file is. */
async function take(text: string, partLength = longestFilePart) {
  const parts = Math.max(1, Math.ceil(text.length / partLength))
  let answer: unknown
  for (let part = 0; part < parts; part++)
    answer = await desk.desk.request('bundle.takeFile', {
      part,
      parts,
      text: text.slice(part * partLength, (part + 1) * partLength),
    })
  return answer
}
const inUse = async () => (await desk.desk.request('scripts.list', {}))[0]?.version
const standing = () => desk.desk.request('bundle.get', {})

describe('knowledge from a file', () => {
  test('is taken in without a network, in as many parts as it needs, and works at once', async () => {
    desk.backend.failing = 'unavailable'
    expect(await standing()).toEqual({ installed: null, refused: null })
    expect(await take(file(3), 100)).toEqual({ kind: 'installed' })
    expect(await inUse()).toBe(3)
    expect(await standing()).toMatchObject({ installed: { bundleVersion: 3 }, refused: null })
    expect(await take(file(3))).toEqual({ kind: 'same' })
  })

  test('that is wrong in any way is refused with the reason, and the last good one stays in use', async () => {
    await take(file(3))
    const wrong: [string, string][] = [
      [file(4).replace('Luminaria da', 'Luminaria mal da'), 'altered-record'],
      [file(4).slice(0, -400), 'not-a-bundle'],
      [file(2), 'older'],
      [file(4, newSigningKey()), 'unknown-key'],
      [file(4).replace(String.raw`\"bundleVersion\":4`, String.raw`\"bundleVersion\":5`), 'bad-signature'],
      ['', 'not-a-bundle'],
      ['una foto', 'not-a-bundle'],
    ]
    for (const [text, refusal] of wrong) {
      expect(await take(text)).toEqual({ kind: 'refused', refusal })
      expect(await standing()).toMatchObject({ installed: { bundleVersion: 3 }, refused: { refusal } })
      expect(await inUse()).toBe(3)
    }
    expect(await take(file(4))).toEqual({ kind: 'installed' })
    expect(await standing()).toMatchObject({ installed: { bundleVersion: 4 }, refused: null })
  })

  test('is not read while somebody is on the line', async () => {
    await desk.ring('c1')
    await expect(take(file(3))).rejects.toMatchObject({ code: 'conflict' })
    expect(await inUse()).toBeUndefined()
  })

  test('whose parts come out of order is begun again, and nobody reads it before signing in', async () => {
    const late = { part: 1, parts: 3, text: '' }
    await expect(desk.desk.request('bundle.takeFile', late)).rejects.toMatchObject({ code: 'invalid-input' })
    await desk.desk.request('session.signOut', {})
    await expect(take(file(3))).rejects.toMatchObject({ code: 'unauthorised' })
  })
})

test('knowledge that comes down while it rings suggests its script on the card that is already there', async () => {
  await desk.ring('c1', { queue: 'incidencias', ivr: { topic: 'alumbrado' } })
  const suggested: (string | null | undefined)[] = []
  desk.desk.on('contact.changed', () => {
    void desk.desk
      .request('contacts.current', {})
      .then((contact) => suggested.push(contact?.suggestedScriptId))
  })
  desk.backend.changesSince = [{ entity: 'script', id: 'alumbrado', doc: lightScript }]
  await desk.desk.request('sync.now', {})
  await waitFor('an announcement', () => Promise.resolve(suggested.length > 0), { withinMs: 3_000 })
  expect(suggested.at(-1)).toBe('alumbrado')
})
