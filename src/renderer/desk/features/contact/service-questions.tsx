import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import { exitOf } from '../../../../shared/domain/cases/exit.ts'
import { firstFault, formFault } from '../../../../shared/domain/cases/form-answers.ts'
import type { FormQuestion } from '../../../../shared/domain/cases/service-form.ts'
import type { InteractionDraft } from '../../../../shared/domain/interaction.ts'
import { useAnswer } from '../../app/answers.ts'
import type { Typed } from '../../app/draft-mirror.ts'
import { useScreen } from '../../app/screen.ts'
import { QuestionField } from './question-field.tsx'

/**
 * What the chosen service asks (Open311 service definition), as part of the case. Answers to another service chosen
 * before wait under it: nothing typed is lost by choosing again.
 */
export function ServiceQuestions(props: { draft: InteractionDraft; onType: (change: Typed) => void }) {
  const { t } = useTranslation()
  const { draft } = props
  const { serviceCode } = draft
  const forms = useAnswer('catalogue.get', {}).data?.forms
  const questions = forms?.find((form) => form.serviceCode === serviceCode)?.questions ?? []
  const answers = draft.formAnswers?.[serviceCode ?? ''] ?? {}
  const escalated = exitOf(draft).kind === 'escalation'
  const tried = useScreen((screen) => screen.lacking) === 'formAnswers'
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const frame = useRef<HTMLFieldSetElement>(null)
  const faulty = firstFault(questions, answers, { escalated })?.code
  // Once, where closing was tried: while the agent corrects, the focus stays in his hands.
  useEffect(() => {
    if (tried)
      frame.current?.querySelector<HTMLElement>('[data-faulty] :is(input, select, textarea)')?.focus()
  }, [tried])
  if (serviceCode === undefined || questions.length === 0) return null

  function errorOf(question: FormQuestion): string | undefined {
    const answer = answers[question.code] ?? ''
    if (holdsCardNumber(answer)) return t('case.cardNumber')
    const fault = formFault(question, answer)
    if (
      fault === undefined ||
      (fault === 'required' ? escalated || !tried : !tried && !left.has(question.code))
    )
      return undefined
    return t(`serviceForm.fault.${fault}`, {
      question: question.description,
      interpolation: { escapeValue: false },
    })
  }
  return (
    <fieldset className="second-level service-questions" ref={frame} data-testid="service-questions">
      <legend>{t('serviceForm.title')}</legend>
      {questions.map((question) => (
        <div key={question.code} data-faulty={tried && question.code === faulty ? true : undefined}>
          <QuestionField
            question={question}
            answer={answers[question.code] ?? ''}
            error={errorOf(question)}
            onType={(answer) =>
              props.onType({
                formAnswers: {
                  ...draft.formAnswers,
                  [serviceCode]: { ...answers, [question.code]: answer },
                },
              })
            }
            onLeave={() => setLeft((before) => new Set(before).add(question.code))}
          />
        </div>
      ))}
    </fieldset>
  )
}
