import type { Service } from '../catalogue.ts'
import { instantOf } from '../shifts/clock-time.ts'
import type { FormQuestion, ServiceForm } from './service-form.ts'

/** What keeps an answer from standing; `required` where there is none and the city insists. */
export type FormFault = 'required' | 'one-line' | 'number' | 'datetime' | 'choice'

export type Answers = Readonly<Record<string, string>>

/**
 * Everything that is asked with cases of a service: our own form first, then what the systems ask that its cases
 * go on to. Where both ask the same, theirs stands: it is the one that would refuse the answer.
 */
export function questionsOf(
  { serviceCode, open311 }: Pick<Service, 'serviceCode' | 'open311'>,
  forms: readonly ServiceForm[],
): FormQuestion[] {
  const theirs = new Map<string, FormQuestion>()
  for (const form of forms)
    if (form.serviceCode === serviceCode)
      for (const question of form.questions)
        if (!theirs.has(question.code)) theirs.set(question.code, question)
  const own = (open311?.attributes ?? []).map((question) => theirs.get(question.code) ?? question)
  for (const { code } of own) theirs.delete(code)
  return [...own, ...theirs.values()]
}

/** Why this answer cannot stand; undefined for one that can, and for none where none is insisted on. */
export function formFault(question: FormQuestion, answer: string): FormFault | undefined {
  const { datatype, required, values, variable } = question
  if (!variable) return undefined
  if (answer.trim() === '') return required ? 'required' : undefined
  switch (datatype) {
    case 'string':
      return /[\r\n]/.test(answer) ? 'one-line' : undefined
    case 'text':
      return undefined
    case 'number':
      return /^\s*[+-]?\d+(?:[.,]\d+)?\s*$/.test(answer) ? undefined : 'number'
    case 'datetime':
      return wallTime.test(answer) && !Number.isNaN(Date.parse(`${answer}:00Z`)) ? undefined : 'datetime'
    case 'singlevaluelist':
      return values.some(({ key }) => key === answer) ? undefined : 'choice'
    case 'multivaluelist':
      return chosen(answer).every((key) => values.some((value) => value.key === key)) ? undefined : 'choice'
  }
}

/** As a field for day and hour gives it: the city's clock, without a zone. */
const wallTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

/**
 * The first answer that cannot stand, in the order of the form. What goes to a specialist is held up by nothing
 * that was not answered: a citizen who hung up leaves no answer, and the specialist asks.
 */
export function firstFault(
  questions: readonly FormQuestion[],
  answers: Answers,
  { escalated }: { escalated: boolean },
): { code: string; fault: FormFault } | undefined {
  for (const question of questions) {
    const fault = formFault(question, answers[question.code] ?? '')
    if (fault !== undefined && !(escalated && fault === 'required')) return { code: question.code, fault }
  }
  return undefined
}

/** The answers as the case carries them (Open311): numbers with a point, moments with their zone. */
export function answersSent(
  questions: readonly FormQuestion[],
  answers: Answers,
  timeZone: string,
): Record<string, string> {
  const sent: Record<string, string> = {}
  for (const question of questions) {
    const answer = (answers[question.code] ?? '').trim()
    if (answer !== '' && question.variable && formFault(question, answer) === undefined)
      sent[question.code] = inOpenTerms(question, answer, timeZone)
  }
  return sent
}

function inOpenTerms({ datatype }: FormQuestion, answer: string, timeZone: string): string {
  if (datatype === 'number') return answer.replace(',', '.')
  if (datatype !== 'datetime') return answer
  const [day = '', time = ''] = answer.split('T')
  return new Date(instantOf(day, time, timeZone)).toISOString()
}

/** Question and answer as they were read: what whoever takes the case over sees, also when the form is another one. */
export function answersInWords(
  questions: readonly FormQuestion[],
  answers: Answers,
): { question: string; answer: string }[] {
  return questions.flatMap(({ code, datatype, description, values, variable }) => {
    const answer = (answers[code] ?? '').trim()
    if (answer === '' || !variable) return []
    const nameOf = (key: string) => values.find((value) => value.key === key)?.name ?? key
    const isList = datatype === 'singlevaluelist' || datatype === 'multivaluelist'
    const words = isList ? chosen(answer).map(nameOf).join(', ') : answer
    return [
      { question: description || code, answer: datatype === 'datetime' ? words.replace('T', ' ') : words },
    ]
  })
}

/** The keys of an answer to a question with several. */
export function chosen(answer: string): string[] {
  return answer.split('\n').filter((key) => key !== '')
}
