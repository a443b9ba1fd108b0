import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLink } from '../../../app/link-context.ts'
import { FeedbackItem } from './feedback-item.tsx'
import './feedback.css'

const listKey = ['feedback.list'] as const

/** What agents found wrong while they read it to somebody: the open ones first, each with its answer. */
export function FeedbackSection() {
  const { t } = useTranslation()
  const link = useLink()
  const answers = useQueryClient()
  const list = useQuery({ queryKey: listKey, queryFn: () => link.request('feedback.list', {}), gcTime: 0 })
  const reload = () => void answers.invalidateQueries({ queryKey: listKey })
  if (list.isError)
    return (
      <div role="alert">
        <p>{t('feedback.unreachable')}</p>
        <Button variant="default" onClick={reload}>
          {t('feedback.again')}
        </Button>
      </div>
    )
  if (!list.data) return <p className="quiet">{t('team.loading')}</p>
  const open = list.data.filter(({ status }) => status === 'open')
  const answered = list.data.filter(({ status }) => status === 'answered')
  return (
    <div className="feedback-list">
      <h2>{t('feedback.openOnes', { count: open.length })}</h2>
      {open.length === 0 && <p className="quiet">{t('feedback.noneOpen')}</p>}
      <ul>
        {open.map((feedback) => (
          <FeedbackItem key={feedback.feedbackId} feedback={feedback} onAnswered={reload} />
        ))}
      </ul>
      {answered.length > 0 && <h2>{t('feedback.answeredOnes')}</h2>}
      <ul>
        {answered.map((feedback) => (
          <FeedbackItem key={feedback.feedbackId} feedback={feedback} onAnswered={reload} />
        ))}
      </ul>
    </div>
  )
}
