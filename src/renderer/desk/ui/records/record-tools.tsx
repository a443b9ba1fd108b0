import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../../../../shared/contract.ts'
import { useLink } from '../../app/link-context.ts'
import { IconAlertTriangle, IconStar, IconStarFilled } from '../icons.ts'
import { FeedbackForm } from './feedback-form.tsx'
import { OwnFeedback } from './own-feedback.tsx'
import { recordName } from './record-name.ts'

/** What an agent does with a record besides reading it: keep it at hand, and say that it is wrong. */
export function RecordTools({ view }: { view: RecordView }) {
  const { t } = useTranslation()
  const link = useLink()
  const [writing, setWriting] = useState(false)
  const name = recordName(view)
  return (
    <>
      <div className="record-tools">
        <Button
          variant="default"
          size="xs"
          aria-pressed={view.favourite}
          leftSection={
            view.favourite ? (
              <IconStarFilled size={16} aria-hidden="true" />
            ) : (
              <IconStar size={16} aria-hidden="true" />
            )
          }
          onClick={() => void link.request('records.favour', { ...name, favourite: !view.favourite })}
        >
          {t(view.favourite ? 'shelf.isFavourite' : 'shelf.favour')}
        </Button>
        <Button
          variant="default"
          size="xs"
          aria-expanded={writing}
          leftSection={<IconAlertTriangle size={16} aria-hidden="true" />}
          onClick={() => setWriting(!writing)}
        >
          {t('feedback.open')}
        </Button>
      </div>
      {writing && <FeedbackForm name={name} onDone={() => setWriting(false)} />}
      <OwnFeedback name={name} />
    </>
  )
}
