import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { PromptCard } from './prompt-card.tsx'
import './shift.css'

/** What the shift asks for now, under the call card: heard politely, never a dialog, never the focus. */
export function PromptCards() {
  const { t } = useTranslation()
  const prompts = useAnswer('shift.prompts', {}).data?.prompts ?? []
  return (
    <section className="prompts" aria-live="polite" aria-label={t('prompt.region')}>
      {prompts.slice(0, mostAtOnce).map((prompt) => (
        <PromptCard key={prompt.promptId} prompt={prompt} />
      ))}
    </section>
  )
}

/** More than two cards are a list of reproaches; the rest wait their turn. */
const mostAtOnce = 2
