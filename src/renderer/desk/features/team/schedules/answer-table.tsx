import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleView } from '../../../../../shared/contract.ts'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'
import { dayName } from './day-name.ts'

/** What each said to the published week. To a no the lead answers in words, or changes the week and publishes again. */
export function AnswerTable({
  view,
  onReply,
}: {
  view: ScheduleView
  onReply: (agentId: string, words: string) => void
}) {
  const { t, i18n } = useTranslation()
  if (view.agents.every(({ answer }) => answer === 'unpublished')) return <p>{t('schedules.nobodyTold')}</p>
  return (
    <table className="board-table" data-testid="answers">
      <thead>
        <tr>
          <th scope="col">{t('schedules.person')}</th>
          <th scope="col">{t('schedules.answer')}</th>
          <th scope="col">{t('schedules.theirWords')}</th>
        </tr>
      </thead>
      <tbody>
        {view.agents.map((agent) => (
          <tr key={agent.agentId}>
            <th scope="row">{agent.name}</th>
            <td>
              {t(`schedules.answers.${agent.answer}`)}
              {agent.awaitedDays.length > 0 && (
                <span className="quiet">
                  {' '}
                  {t('schedules.awaits', {
                    days: agent.awaitedDays.map((day) => dayName(day, i18n.language)).join(', '),
                  })}
                </span>
              )}
            </td>
            <td>
              {agent.words}
              {agent.reply !== '' && (
                <span className="quiet"> {t('schedules.replied', { words: agent.reply })}</span>
              )}
              {agent.answer === 'disputed' && agent.reply === '' && (
                <Reply name={agent.name} onReply={(words) => onReply(agent.agentId, words)} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Reply({ name, onReply }: { name: string; onReply: (words: string) => void }) {
  const { t } = useTranslation()
  const card = useCardRefusal()
  const [words, setWords] = useState('')
  const ready = words.trim().length >= 3 && card(words) === undefined
  return (
    <form
      className="form-row"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onReply(words.trim())
      }}
    >
      <TextInput
        label={t('schedules.replyTo', { name })}
        value={words}
        error={card(words)}
        maxLength={500}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!ready}>
        {t('schedules.reply')}
      </Button>
    </form>
  )
}
