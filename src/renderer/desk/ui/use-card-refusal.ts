import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../shared/domain/card-number.ts'

/** For every field of a team lead whose words others read: what a card number in it is answered with, there. */
export function useCardRefusal(): (words: string) => string | undefined {
  const { t } = useTranslation()
  return (words) => (holdsCardNumber(words) ? t('team.cardNumber') : undefined)
}
