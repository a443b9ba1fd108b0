import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readExchangeFile } from '../../../src/backend/exchange/exchange-file.ts'
import { SoftphoneAccount } from '../../../src/shared/backend-api.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-exchange-'))
  file = join(folder, 'exchange.json')
})
afterEach(() => rm(folder, { recursive: true }))

const agent = (agentId: string) => ({ agentId, name: 'Ana', role: 'agent' as const, queues: [] })
const sound = {
  sockets: [{ url: 'wss://pbx.test:8089/ws', weight: 10 }],
  domain: 'pbx.test',
  iceServers: [{ urls: 'stun:pbx.test' }],
  accounts: { ana: { user: '2001', password: 'of-the-pbx' } },
}

test('each agent gets the account that the file gives him', async () => {
  await writeFile(file, JSON.stringify(sound))
  const account = (await readExchangeFile(file)).accountOf(agent('ana'))
  expect(SoftphoneAccount.parse(account)).toMatchObject({
    uri: 'sip:2001@pbx.test',
    authorizationUser: '2001',
    password: 'of-the-pbx',
    displayName: 'Ana',
    sockets: sound.sockets,
  })
})

test('an agent without one is told, also when his name is one of JavaScript’s own', async () => {
  await writeFile(file, JSON.stringify(sound))
  const { accountOf } = await readExchangeFile(file)
  for (const agentId of ['luis', 'constructor', 'toString'])
    expect(() => accountOf(agent(agentId))).toThrow(expect.objectContaining({ code: 'no-line' }))
})

test.each([
  ['{', 'is not JSON'],
  [JSON.stringify({ ...sound, sockets: [{ url: 'http://pbx.test' }] }), 'sockets.0.url: must be ws'],
  [JSON.stringify({ ...sound, acounts: {} }), 'acounts'],
  [JSON.stringify({ ...sound, accounts: { ana: { user: 'a@b', password: 'x' } } }), 'accounts.ana.user'],
])('a damaged file is named with its field and rule, never with a password', async (content, words) => {
  await writeFile(file, content)
  const error: unknown = await readExchangeFile(file).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'damaged' })
  expect(String(error)).toContain(file)
  expect(String(error)).toContain(words)
  expect(String(error)).not.toContain('of-the-pbx')
})

test('a missing file is said so', async () => {
  await expect(readExchangeFile(join(folder, 'none.json'))).rejects.toThrow('cannot be read')
})

test('the management interface is read with its defaults, and never without TLS to another machine', async () => {
  const ami = { host: 'pbx.test', username: 'ventanilla', secret: 'word' }
  await writeFile(file, JSON.stringify({ ...sound, ami }))
  const layout = (await readExchangeFile(file)).ami
  expect(layout).toMatchObject({ address: { port: 5038, tls: true }, dialContext: 'from-agents' })
  expect(layout?.interfaceOf('ana')).toBe('PJSIP/2001')
  await writeFile(file, JSON.stringify({ ...sound, ami: { ...ami, tls: false } }))
  await expect(readExchangeFile(file)).rejects.toThrow(/ami\.tls: must not be false for another machine/)
})
