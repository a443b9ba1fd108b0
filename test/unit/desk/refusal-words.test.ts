import i18next from 'i18next'
import { expect, test } from 'vitest'
import { refusalWords } from '../../../src/renderer/desk/features/cases/refusal-words.ts'
import es from '../../../src/renderer/desk/language/es.json' with { type: 'json' }
import { appointmentRefusals } from '../../../src/shared/domain/appointments/appointment.ts'
import { attachmentRefusals } from '../../../src/shared/domain/attachment.ts'
import { caseRefusals } from '../../../src/shared/domain/cases/case-life.ts'
import { commandRefusals } from '../../../src/shared/domain/command-refusals.ts'
import { deliveryRefusals } from '../../../src/shared/domain/delivery-decision.ts'
import { refusal, refusalLine, ScheduleRefusal } from '../../../src/shared/domain/schedules/refusal.ts'
import { refusals } from '../../../src/shared/domain/shifts/refusals.ts'

const spanish = i18next.createInstance()
await spanish.init({ lng: 'es', resources: { es: { translation: es } } })

const codes = [
  appointmentRefusals,
  attachmentRefusals,
  caseRefusals,
  commandRefusals,
  deliveryRefusals,
  refusals,
].flatMap((each): string[] => Object.values(each))
const ofSchedules = ScheduleRefusal.shape.code.options
  .filter((code) => code !== 'other')
  .map((code) => refusalLine(refusal(code, { rule: 'F-REST', agentId: 'ana', found: 11, allowed: 12 })))

test.each([...codes, ...ofSchedules])('the agent reads %s in words, inside a sentence', (code) => {
  const words = refusalWords(spanish.t, code)
  expect(words).not.toBe(code)
  expect(words).toMatch(/^\p{Ll}[^_]*[^.]$/u)
})

test('words of another backend stand as they came, without a second stop', () => {
  expect(refusalWords(spanish.t, 'El servicio está cerrado.')).toBe('El servicio está cerrado')
})
