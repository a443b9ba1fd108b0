import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differences } from '../../../src/shared/domain/publishing/differences.ts'
import { lightScript } from '../../support/knowledge.ts'

const said = (before: unknown, after: unknown) =>
  differences(before, after).map(({ place, kind, before: was, after: is }) => [
    place.map(({ field, named }) => (named === undefined ? field : `${field}:${named}`)).join('/'),
    kind,
    was,
    is,
  ])

test('a changed sentence is told by its step, an added answer by its label, and numbers of versions not at all', () => {
  const [first, second, third] = lightScript.steps
  const after = {
    ...lightScript,
    version: 4,
    publishedOn: '2026-11-22',
    steps: [
      { ...first, choices: [...(first?.choices ?? []), { key: '3', label: 'Poste caído', next: 'donde' }] },
      { ...second, say: ['¿En qué calle está?'] },
      third,
    ],
  }
  expect(said(lightScript, after)).toEqual([
    ['steps:Qué pasa/choices:Poste caído', 'added', undefined, '3 · Poste caído'],
    ['steps:Lugar/say:', 'removed', '¿Dónde está la luminaria?', undefined],
    ['steps:Lugar/say:', 'added', undefined, '¿En qué calle está?'],
  ])
})

test('a step that only moved is said to have moved', () => {
  const [first, second, third] = lightScript.steps
  expect(said(lightScript, { ...lightScript, steps: [second, first, third] })).toEqual([
    ['steps', 'moved', undefined, undefined],
  ])
})

test('the same content is no difference, and any other content is one', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (doc) => {
      expect(differences(doc, structuredClone(doc))).toEqual([])
      expect(differences({ cost: 1, doc }, { cost: 2, doc })).toHaveLength(1)
    }),
  )
})
