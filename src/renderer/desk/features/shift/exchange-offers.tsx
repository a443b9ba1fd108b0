import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useKeyDown } from '../../ui/use-key-down.ts'
import { useOwnDays } from './own-day.ts'
import type { OwnShift } from './own-week.tsx'

type Partner = ContractRequests['ownSchedule.partners']['output'][number]

export interface Offers {
  weekId: string
  shift: OwnShift
  partners: Partner[]
}

/** With whom a shift could be exchanged without a rule broken on either side: one press asks the colleague. */
export function ExchangeOffers({
  offers: { shift, partners },
  onAsk,
  onClose,
}: {
  offers: Offers
  onAsk: (partner: Partner, words: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { inWords } = useOwnDays()
  const [words, setWords] = useState('')
  const root = useRef<HTMLElement>(null)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  useKeyDown(root, (event) => {
    if (event.key === 'Escape') onClose()
  })
  return (
    <section
      aria-label={t('ownWeek.partners', { shift: inWords(shift) })}
      data-testid="exchange-offers"
      ref={root}
    >
      <h3>{t('ownWeek.partners', { shift: inWords(shift) })}</h3>
      <TextInput
        ref={first}
        label={t('ownWeek.exchangeWords')}
        value={words}
        maxLength={300}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {partners.length === 0 && <p>{t('ownWeek.nobody')}</p>}
      <ul className="rests">
        {partners.map((partner) => (
          <li key={`${partner.agentId} ${partner.taken?.datedShiftId ?? ''}`}>
            <Button variant="default" size="compact-sm" onClick={() => onAsk(partner, words.trim())}>
              {partner.taken
                ? t('ownWeek.swap', { name: partner.name, shift: inWords(partner.taken) })
                : t('ownWeek.give', { name: partner.name })}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={onClose}>
        {t('ownWeek.leave')}
      </Button>
    </section>
  )
}
