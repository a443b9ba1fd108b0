import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseCorrection } from '../../../../shared/contract.ts'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import { useAnswer } from '../../app/answers.ts'

/** A refused case in other words: what was typed before stands in the fields, and is sent as a new try. */
export function CaseCorrectionForm(props: {
  before: CaseCorrection
  onSend: (correction: CaseCorrection) => void
  onCancel: () => void
}) {
  const { t } = useTranslation()
  const services = useAnswer('catalogue.get', {}).data?.services ?? []
  const [typed, setTyped] = useState(props.before)
  const type = (change: Partial<CaseCorrection>) => setTyped((before) => ({ ...before, ...change }))
  const card = (text: string) => (holdsCardNumber(text) ? t('case.cardNumber') : undefined)
  const blocked = [typed.requesterName, typed.address, typed.description].some(holdsCardNumber)
  function send(event: FormEvent): void {
    event.preventDefault()
    if (!blocked) props.onSend(typed)
  }
  const isOffered = services.some(({ serviceCode }) => serviceCode === typed.serviceCode)
  return (
    <form className="form correction-form" onSubmit={send} data-testid="case-correction">
      <NativeSelect
        label={t('case.service')}
        value={typed.serviceCode}
        onChange={(event) => type({ serviceCode: event.currentTarget.value })}
        data={[
          ...(isOffered ? [] : [{ value: typed.serviceCode, label: typed.serviceCode }]),
          ...services.map(({ serviceCode, name }) => ({ value: serviceCode, label: name })),
        ]}
      />
      <TextInput
        label={t('case.callerName')}
        value={typed.requesterName}
        error={card(typed.requesterName)}
        maxLength={200}
        onChange={(event) => type({ requesterName: event.currentTarget.value })}
      />
      <TextInput
        label={t('case.callbackNumber')}
        value={typed.phone}
        maxLength={64}
        inputMode="tel"
        onChange={(event) => type({ phone: event.currentTarget.value })}
      />
      <TextInput
        label={t('case.address')}
        value={typed.address}
        error={card(typed.address)}
        maxLength={300}
        onChange={(event) => type({ address: event.currentTarget.value })}
      />
      <Textarea
        label={t('case.description')}
        value={typed.description}
        error={card(typed.description)}
        maxLength={4000}
        rows={3}
        onChange={(event) => type({ description: event.currentTarget.value })}
      />
      <div className="rejected-actions">
        <Button type="submit" disabled={blocked}>
          {t('rejected.send')}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          {t('rejected.cancelEdit')}
        </Button>
      </div>
    </form>
  )
}
