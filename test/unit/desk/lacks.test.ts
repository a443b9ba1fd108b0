import { expect, test } from 'vitest'
import { lackOf } from '../../../src/renderer/desk/app/actions.ts'
import { emptyDraft, type InteractionDraft } from '../../../src/shared/domain/interaction.ts'

const lack = (draft: Partial<InteractionDraft>) => lackOf({ ...emptyDraft, ...draft })

test('what goes to the second level says why: in its own field, or in anything that was written', () => {
  expect(lack({ disposition: 'ESC-2' })).toBe('escalation')
  expect(lack({ disposition: 'CAS', serviceCode: 'bache', escalation: { reason: '  ' } })).toBe('escalation')
  expect(lack({ disposition: 'ESC-2', escalation: { reason: 'Orden previa.' } })).toBeNull()
  expect(lack({ disposition: 'ESC-2', description: 'Dos lotes.' })).toBeNull()
  expect(lack({ disposition: 'ESC-2', notes: 'Llama mañana.' })).toBeNull()
})

test('a case says what its service insists on; a specialist asks for it himself', () => {
  const asked = {
    code: 'fallo',
    variable: true,
    datatype: 'string' as const,
    required: true,
    description: '¿Qué le pasa?',
    datatypeDescription: '',
    values: [],
  }
  const lacks = (draft: Partial<InteractionDraft>) => lackOf({ ...emptyDraft, ...draft }, [asked])
  expect(lacks({ disposition: 'CAS', serviceCode: 'bache' })).toBe('formAnswers')
  expect(
    lacks({ disposition: 'CAS', serviceCode: 'bache', formAnswers: { bache: { fallo: 'Hueco' } } }),
  ).toBeNull()
  expect(lacks({ disposition: 'ESC-2', serviceCode: 'bache', escalation: { reason: 'Colgó.' } })).toBeNull()
  expect(lacks({ disposition: 'VIO', serviceCode: 'bache' })).toBeNull()
})
