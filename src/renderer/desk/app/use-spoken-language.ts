import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../shared/contract.ts'
import { show, useScreen } from './screen.ts'

/**
 * In what a citizen is spoken to, from step to step and on the emergency card: what the agent chose in this
 * contact, else the citizen's own language, else the one in which the agent works.
 */
export function useSpokenLanguage(contact: Contact | null | undefined): {
  language: string
  speak: (language: string) => void
} {
  const { i18n } = useTranslation()
  const chosen = useScreen((screen) => screen.spoken)
  const interactionId = contact?.interaction.interactionId
  const own = contact?.citizen?.language ?? i18n.language.slice(0, 2)
  return {
    language: chosen && chosen.interactionId === interactionId ? chosen.language : own,
    speak(language) {
      if (interactionId !== undefined) show({ spoken: { interactionId, language } })
    },
  }
}
