import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../../../shared/domain/card-number.ts'
import type { AppointmentWish } from '../../../../../shared/domain/second-level.ts'
import { useAnswer } from '../../../app/answers.ts'
import type { Typed } from '../../../app/draft-mirror.ts'

const parts = ['any', 'morning', 'afternoon'] as const

/** Where no published hour suits him, or the unit publishes none: what he would like goes to the unit as a case. */
export function WishFields(props: { wish: AppointmentWish; onType: (change: Typed) => void }) {
  const { t } = useTranslation()
  const { wish } = props
  const units = useAnswer('catalogue.get', {}).data?.units
  const unit = units?.find(({ unitId }) => unitId === wish.unitId)
  const type = (change: Partial<AppointmentWish>) => props.onType({ appointmentWish: { ...wish, ...change } })
  return (
    <details className="wish" data-testid="appointment-wish">
      <summary>{t('wish.instead')}</summary>
      <div className="wish-fields">
        <p className="quiet">{[t('wish.title'), unit?.name].filter(Boolean).join(' · ')}</p>
        <TextInput
          type="date"
          label={t('wish.day')}
          description={t('wish.dayHint')}
          value={wish.day}
          onChange={(event) => type({ day: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('wish.part')}
          value={wish.partOfDay}
          onChange={(event) => {
            const chosen = parts.find((part) => part === event.currentTarget.value)
            if (chosen) type({ partOfDay: chosen })
          }}
          data={parts.map((part) => ({ value: part, label: t(`wish.part-${part}`) }))}
        />
        <TextInput
          label={t('wish.place')}
          value={wish.place}
          error={holdsCardNumber(wish.place) ? t('case.cardNumber') : undefined}
          maxLength={200}
          onChange={(event) => type({ place: event.currentTarget.value })}
        />
        <Button size="compact-md" variant="subtle" onClick={() => props.onType({ appointmentWish: null })}>
          {t('wish.takeOut')}
        </Button>
      </div>
    </details>
  )
}
