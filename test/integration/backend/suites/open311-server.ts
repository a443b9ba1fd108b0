import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../../src/backend/clock.ts'
import { migrations } from '../../../../src/backend/database/migrations/index.ts'
import { examine } from '../../../../src/backend/open311/conformance/suite.ts'
import { parseXml } from '../../../../src/backend/open311/markup.ts'
import {
  create,
  interaction,
  openWorldBeside,
  record,
  serviceRequest,
  type BackendWorld,
  type DeskDouble,
} from '../../../support/backend/backend-world.ts'
import { writeSmallPack, type PackFolder } from '../../../support/backend/small-pack.ts'
import { openServices } from '../../../support/open311/open-services.ts'
import type { Suite } from './index.ts'

const key = 'planted-key-of-the-app'
const now = () => new Date().toISOString()

export const open311ServerSuite: Suite = (database) =>
  describe('Open311 for other programs', () => {
    let pack: PackFolder
    let world: BackendWorld
    let ana: DeskDouble
    beforeAll(async () => {
      await database().reset(migrations)
      pack = await writeSmallPack()
      await pack.write('services.json', openServices)
      world = await openWorldBeside(database(), {
        pack,
        clock: systemClock,
        open311: {
          server: {
            contact: 'informatica@quito.test',
            keyService: 'Pida una clave por correo.',
            kind: 'test',
            jurisdiction: { id: 'quito.test', required: true },
            keys: [{ name: 'app', key }],
          },
          destinations: [],
        },
      })
      ana = await world.signIn('ana')
    })
    afterAll(async () => {
      await world.close()
      await pack.remove()
    })

    const base = () => `${world.backend.url}/open311/v2`
    async function look(path: string): Promise<{ status: number; text: string }> {
      const response = await fetch(
        `${base()}/${path}${path.includes('?') ? '&' : '?'}jurisdiction_id=quito.test`,
      )
      return { status: response.status, text: await response.text() }
    }
    async function file(fields: Record<string, string> | string, format = 'json') {
      const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
      const response = await fetch(`${base()}/requests.${format}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      })
      return { status: response.status, text: await response.text() }
    }
    const sound = {
      api_key: key,
      jurisdiction_id: 'quito.test',
      service_code: '001',
      address_string: 'Av. Amazonas',
      description: 'Bache hondo',
    }
    async function referenceOf(id: string): Promise<string> {
      const doc = (await ana.find('service-request', id)) as { referenceNumber?: string }
      return doc.referenceNumber ?? 'none'
    }
    async function isListed(id: string): Promise<boolean> {
      return (await look('requests.json')).text.includes(await referenceOf(id))
    }

    test('passes its own conformance list, all twenty-five', async () => {
      const report = await examine(
        {
          url: `${world.backend.url}/open311`,
          key,
          jurisdiction: 'quito.test',
          place: { lat: '-0.22', long: '-78.51' },
          pause: (ms) => pause(ms),
          now: Date.now,
        },
        () => {},
      )
      expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([])
      expect(report.passed).toBe(25)
    })

    test('a case of a protected contact never appears, nor one whose contact is still open', async () => {
      const contact = interaction({ draft: { ...interaction().draft, disposition: 'CAS' } })
      const crisis = interaction({ draft: { ...interaction().draft, disposition: 'VIO' } })
      const [asked, hidden] = [contact, crisis].map(({ interactionId }) =>
        serviceRequest({ interactionId, serviceCode: '001', requestedAt: now() }),
      )
      if (!asked || !hidden) throw new Error('two cases')
      await ana.push(create(asked), create(hidden))
      expect(await isListed(asked.serviceRequestId)).toBe(false)
      await ana.push(record(contact), record(crisis))
      expect(await isListed(asked.serviceRequestId)).toBe(true)
      expect(await isListed(hidden.serviceRequestId)).toBe(false)
      const one = await look(`requests/${await referenceOf(hidden.serviceRequestId)}.json`)
      expect(one.status).toBe(404)
    })

    test('a contact that becomes protected later takes its case away from the list', async () => {
      const contact = interaction({ closedAt: '2026-11-23T14:00:00.000Z' })
      const asked = serviceRequest({ interactionId: contact.interactionId, serviceCode: '001' })
      await ana.push(create(asked), record(contact))
      expect(await isListed(asked.serviceRequestId)).toBe(true)
      const draft = { ...contact.draft, disposition: 'CRI' as const }
      await ana.push(record({ ...contact, closedAt: '2026-11-23T15:00:00.000Z', draft }))
      expect(await isListed(asked.serviceRequestId)).toBe(false)
    })

    test('services that the city did not publish, and their cases, do not exist outside', async () => {
      const inside = serviceRequest({ serviceCode: 'ayuda' })
      await ana.push(create(inside))
      expect(await isListed(inside.serviceRequestId)).toBe(false)
      expect((await look('services.json')).text).not.toContain('ayuda')
      expect((await look('services/ayuda.json')).status).toBe(404)
      expect((await file({ ...sound, service_code: 'ayuda' })).status).toBe(404)
    })

    test('no name, telephone or e-mail of a person is in any answer', async () => {
      await file({
        ...sound,
        first_name: 'Plantada',
        last_name: 'Núñez',
        phone: '0987654321',
        email: 'plantada@correo.test',
        description: 'Soy Plantada NÚÑEZ, 098 765-4321, plantada@correo.test, cédula 1712345678',
      })
      const spoken = serviceRequest({
        serviceCode: 'farola',
        requesterName: 'Plantada Núñez',
        phone: '+593987654321',
        description: 'Llamar a plantada al +593 98 765 4321',
        attributes: { detalle: 'Plantada 0987654321', secreto: 'Plantada', cuantas: '2' },
      })
      await ana.push(create(spoken))
      for (const format of ['xml', 'json']) {
        const list = (await look(`requests.${format}?extensions=true`)).text
        expect(list).toContain(await referenceOf(spoken.serviceRequestId))
        expect(list).toContain('Soy […] […], […], […], cédula […]')
        expect(list).not.toMatch(/plantada|núñez|987654321|98 765|1712345678|secreto/i)
      }
    })

    test('no key and no word of a citizen reaches the log', async () => {
      await file({ ...sound, description: 'Palabra plantada', phone: '0987000111' })
      await look(`requests.json?api_key=${key}&service_code=Palabra`)
      const logged = world.logged.join('')
      expect(logged).toContain('case filed over Open311')
      expect(logged).not.toMatch(/planted-key|Palabra|0987000111/)
    })

    test('a case with a character that XML and PostgreSQL cannot say does not spoil the list', async () => {
      const odd = serviceRequest({ serviceCode: '001', description: 'a\u0000b\ud800c\u0007d' })
      await ana.push(create(odd))
      const { text } = await look('requests.xml')
      expect(() => parseXml(text)).not.toThrow()
      expect(text).toContain('a\ufffdb\ufffdc\ufffdd')
      expect(await isListed(odd.serviceRequestId)).toBe(true)
    })

    test('everything that is wrong with a form is told at once', async () => {
      const { status, text } = await file({
        api_key: key,
        jurisdiction_id: 'quito.test',
        service_code: 'farola',
        lat: '91',
        long: '0',
        email: 'nobody',
        media_url: 'javascript:alert(1)',
        'attribute[zona]': 'sur',
        'attribute[desde]': 'ayer',
        'attribute[x]': '1',
      })
      expect(status).toBe(400)
      const told = (JSON.parse(text) as { description: string }[])
        .map(({ description }) => description)
        .join('\n')
      for (const name of ['email', 'media_url', 'zona', 'desde', 'cuantas', 'lat and long'])
        expect(told).toContain(name)
      expect(told).not.toMatch(/nobody|javascript|ayer/)
    })

    test.each([
      ['bytes that are not UTF-8', 'api_key=x&description=%ff%fe', 400],
      ['a form of 100 KB', `api_key=${key}&description=${'x'.repeat(100_000)}`, 400],
      ['an agent’s token instead of a key', 'service_code=001', 403],
      ['an empty key', 'api_key=&service_code=001', 403],
    ])('%s gets a list of code and description', async (_, body, status) => {
      const answer = await file(body, 'xml')
      expect(answer.status).toBe(status)
      expect(parseXml(answer.text)).toMatchObject({ name: 'errors', children: [{ name: 'error' }] })
    })

    test('an agent’s token opens nothing here, and a key nothing of the desks', async () => {
      const response = await fetch(`${base()}/requests.json`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${ana.token}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ ...sound, api_key: '' }).toString(),
      })
      expect(response.status).toBe(403)
      expect((await world.ask('GET', '/v1/changes', { token: key })).status).toBe(401)
    })

    test('a city that configured nothing shows nothing', async () => {
      const closed = await openWorldBeside(database())
      expect((await closed.ask('GET', '/open311/discovery.json')).status).toBe(404)
      await closed.close()
    })
  })
