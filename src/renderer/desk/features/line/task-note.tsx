import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { show } from '../../app/screen.ts'
import { IconPhone } from '../../ui/icons.ts'

/** How many citizens wait for a word of this agent: said between two contacts. */
export function TaskNote() {
  const { t } = useTranslation()
  const cases = useAnswer('tasks.list', {}).data?.length ?? 0
  const hours = useAnswer('appointments.owed', {}).data?.length ?? 0
  const count = cases + hours
  if (count === 0) return null
  return (
    <button
      type="button"
      className="news-note"
      data-testid="task-note"
      onClick={() => show({ view: 'cases' })}
    >
      <IconPhone size={18} aria-hidden="true" />
      <span>{t('task.waiting', { count })}</span>
    </button>
  )
}
