import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { show, useScreen } from '../../app/screen.ts'
import type { Walk } from './walk.ts'

/**
 * In what this citizen is spoken to, from step to step: what the agent chose in this contact, else the citizen's
 * own language, else the one in which the agent works.
 */
export function useSpokenLanguage({ interaction, citizen }: Contact): Pick<Walk, 'language' | 'speak'> {
  const { i18n } = useTranslation()
  const chosen = useScreen((screen) => screen.spoken)
  const { interactionId } = interaction
  const own = citizen?.language ?? i18n.language.slice(0, 2)
  return {
    language: chosen?.interactionId === interactionId ? chosen.language : own,
    speak: (language) => show({ spoken: { interactionId, language } }),
  }
}
