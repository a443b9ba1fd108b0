import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RunAction } from '../../../src/shared/domain/script-run.ts'
import { Script } from '../../../src/shared/domain/script.ts'
import { lightService, lightUnit, maria } from '../../support/knowledge.ts'
import { settled, testDesk, type TestDesk } from '../../support/test-desk.ts'
import { aScript, anEnd } from '../../unit/scripts/a-script.ts'

const violence = (version: number, question = '¿Está en peligro?') =>
  Script.parse(
    aScript(
      [
        {
          stepId: 'uno',
          title: 'Peligro',
          redFlag: true,
          say: [question],
          choices: [
            { key: '1', label: 'Sí', next: 'relevo' },
            { key: '2', label: 'No', next: 'fin' },
            { key: '0', label: 'No sabe', next: 'relevo' },
          ],
        },
        {
          stepId: 'relevo',
          title: 'Relevo',
          fields: [{ field: 'lugar', label: 'Lugar', kind: 'address' }],
          actions: [{ kind: 'emergency' }],
          next: 'fin-relevo',
        },
        { stepId: 'fin-relevo', title: 'Hecho', end: { disposition: 'VIO', summary: 'Relevo hecho.' } },
        anEnd(),
      ],
      { scriptId: 'violencia', title: 'Violencia', version, sensitivity: 'protected' },
    ),
  )
const food = (version: number) =>
  Script.parse(
    aScript(
      [
        {
          stepId: 'uno',
          title: 'Datos',
          say: ['¿Cómo se llama?'],
          fields: [
            { field: 'nombre', label: 'Nombre', kind: 'text', prefills: 'callerName' },
            { field: 'telefono', label: 'Teléfono', kind: 'phone', prefills: 'callbackNumber' },
          ],
          actions: [{ kind: 'transfer', unitId: lightUnit.unitId }],
          next: 'miedo',
        },
        {
          stepId: 'miedo',
          title: 'Miedo',
          say: ['Le escucho.'],
          call: { scriptId: 'violencia' },
          next: 'pide',
        },
        {
          stepId: 'pide',
          title: 'Pedido',
          end: { disposition: 'CAS', serviceCode: 'alumbrado', summary: 'Pide.' },
        },
      ],
      { scriptId: 'comida', title: 'Comida', version, queues: ['social'] },
    ),
  )

let desk: TestDesk
beforeEach(async () => {
  desk = await testDesk()
  send(food(1), violence(1))
  desk.backend.changesSince.push(
    { entity: 'citizen', id: maria.citizenId, doc: maria },
    { entity: 'unit', id: lightUnit.unitId, doc: lightUnit },
    { entity: 'service', id: lightService.serviceCode, doc: lightService },
  )
  await desk.becomeReady()
  await settled()
  await desk.ring('c1', { number: '0991234567', queue: 'social' })
  await desk.report({ kind: 'call', callId: 'c1', event: { kind: 'connected', at: now() } })
})
afterEach(() => desk.dispose())

const now = () => new Date(desk.clock.now()).toISOString()
const send = (...scripts: Script[]) =>
  desk.backend.changesSince.push(
    ...scripts.map((doc) => ({ entity: 'script' as const, id: doc.scriptId, doc })),
  )
const contact = async () => {
  const current = await desk.desk.request('contacts.current', {})
  if (!current) throw new Error('nobody is on the desk')
  return current
}
const walk = async () => {
  const { walk: here } = await contact()
  if (!here) throw new Error('no script runs')
  return here
}
async function act(...actions: RunAction[]): Promise<void> {
  for (const action of actions) {
    const { interaction, walk: here } = await contact()
    const { interactionId } = interaction
    await desk.desk.request('scripts.act', { interactionId, runId: here?.runId ?? '', action })
  }
}
const answer = (choice?: string, values: Record<string, string> = {}): RunAction =>
  choice === undefined ? { kind: 'answer', values } : { kind: 'answer', choice, values }
async function hangUpAndClose(): Promise<void> {
  await desk.report({
    kind: 'call',
    callId: 'c1',
    event: { kind: 'ended', at: now(), cause: 'citizen-hung-up' },
  })
  const { interaction } = await contact()
  await desk.desk.request('contacts.close', {
    interactionId: interaction.interactionId,
    draft: interaction.draft,
  })
  await settled()
}

test('an agent in a call finishes on the versions he started with, the called script included', async () => {
  await act(answer())
  send(food(2), violence(2, '¿Corre peligro?'))
  desk.backend.poke()
  await settled()
  expect((await desk.desk.request('scripts.get', { scriptId: 'violencia' })).version).toBe(2)
  await act(answer())
  expect(await walk()).toMatchObject({
    version: 1,
    inside: ['Violencia'],
    step: { say: ['¿Está en peligro?'] },
  })
  await act(answer('2'), answer(), answer())
  await hangUpAndClose()
  const recorded = desk.backend.applied.find((command) => command.type === 'interaction.record')
  expect(recorded?.payload).toMatchObject({
    interaction: { runs: [{ scriptId: 'comida', version: 1, versions: { comida: 1, violencia: 1 } }] },
  })
})

describe('a hand-off inside another script', () => {
  test('ends the contact protected: no case, nobody’s name, not even what was done on the way', async () => {
    await act(
      { kind: 'take', action: { kind: 'transfer', unitId: lightUnit.unitId } },
      answer(undefined, { nombre: 'María Quishpe', telefono: '099 123 4567' }),
      answer(),
      answer('0'),
      { kind: 'take', action: { kind: 'emergency' } },
      answer(undefined, { lugar: 'Calle Bolívar 12' }),
      answer(),
    )
    expect((await contact()).interaction.draft).toMatchObject({ disposition: 'VIO' })
    expect((await contact()).interaction.draft).not.toHaveProperty('serviceCode')
    await hangUpAndClose()

    expect(desk.backend.applied.map(({ type }) => type)).toEqual(['interaction.record'])
    const sent = JSON.stringify(desk.backend.applied)
    for (const secret of ['María', '123456', 'Bolívar', lightUnit.unitId, 'emergency'])
      expect(sent).not.toContain(secret)
    expect(await desk.desk.request('serviceRequests.list', {})).toEqual([])
    const recent = JSON.stringify(await desk.desk.request('contacts.recent', {}))
    for (const secret of ['María', '123456', 'Bolívar']) expect(recent).not.toContain(secret)
  })
})

test('what cannot be read is told by field before the step is left, and nothing typed is lost', async () => {
  const { interaction } = await contact()
  const { runId } = await walk()
  const values = { nombre: 'Ana', telefono: '099' }
  await act({ kind: 'keep', values })
  expect(
    await desk.desk.request('scripts.faults', { interactionId: interaction.interactionId, runId, values }),
  ).toEqual([{ field: 'telefono', fault: 'not-a-phone' }])
  await expect(act(answer(undefined, values))).rejects.toMatchObject({ code: 'invalid-input' })
  expect(await walk()).toMatchObject({ step: { stepId: 'uno' }, values })
})

test('several scripts wait side by side, each at its step', async () => {
  await act(answer(undefined, { nombre: 'Ana' }))
  const { interaction, walk: first } = await contact()
  const { interactionId } = interaction
  await desk.desk.request('scripts.start', { interactionId, scriptId: 'violencia' })
  expect(await walk()).toMatchObject({ scriptId: 'violencia', step: { stepId: 'uno' } })
  await desk.desk.request('scripts.switch', { interactionId, runId: first?.runId ?? '' })
  expect(await walk()).toMatchObject({ scriptId: 'comida', step: { stepId: 'miedo' } })
  await desk.desk.request('scripts.start', { interactionId, scriptId: 'violencia' })
  expect(await walk()).toMatchObject({ scriptId: 'violencia' })
  expect((await contact()).interaction.runs).toHaveLength(2)
})

test('a transfer on the way says how the contact ends until the path knows better', async () => {
  await act({ kind: 'take', action: { kind: 'transfer', unitId: lightUnit.unitId } })
  expect((await contact()).interaction.draft.disposition).toBe('TRF-W')
  expect((await walk()).taken).toMatchObject([{ stepId: 'uno', action: { kind: 'transfer' } }])
  await act(answer(), answer(), answer('2'), answer(), answer())
  expect((await contact()).interaction.draft.disposition).toBe('CAS')
})

describe('a script being written', () => {
  test('is checked against what this desk knows, and rehearsed without a call', async () => {
    const draft = {
      ...food(2),
      steps: food(2).steps.map((step) => (step.call ? { ...step, call: { scriptId: 'nadie' } } : step)),
    }
    const findings = await desk.desk.request('scripts.check', { script: draft })
    expect(findings.map(({ rule }) => rule)).toEqual(['unknown-script'])
    const begun = await desk.desk.request('scripts.rehearse', { script: draft, run: null, action: null })
    const refused = await desk.desk.request('scripts.rehearse', {
      script: draft,
      run: begun.run,
      action: answer(undefined, { telefono: '1' }),
    })
    expect(refused).toMatchObject({ run: begun.run, faults: [{ field: 'telefono', fault: 'not-a-phone' }] })
    expect((await contact()).interaction.runs).toHaveLength(1)
  })
})
