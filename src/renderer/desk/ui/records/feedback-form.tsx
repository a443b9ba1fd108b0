import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import type { FeedbackFact } from '../../../../shared/domain/feedback.ts'
import { useLink } from '../../app/link-context.ts'
import { show, type RecordShown } from '../../app/screen.ts'

const facts: readonly FeedbackFact[] = ['what', 'who', 'cost', 'time', 'where', 'papers', 'other']
const leastWords = 3

/** *Esto está mal*: two fields and a key, in mid-call; it is kept here at once, also with the cable out. */
export function FeedbackForm({ name, onDone }: { name: RecordShown; onDone: () => void }) {
  const { t } = useTranslation()
  const link = useLink()
  const [fact, setFact] = useState<FeedbackFact>('what')
  const [words, setWords] = useState('')
  const [failed, setFailed] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const ready = words.trim().length >= leastWords && !holdsCardNumber(words)
  const give = () => {
    setFailed(false)
    link.request('feedback.give', { ...name, fact, words: words.trim() }).then(
      () => {
        show({ said: t('feedback.kept') })
        onDone()
      },
      () => setFailed(true),
    )
  }
  return (
    <form
      className="feedback-form"
      aria-label={t('feedback.open')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) give()
      }}
    >
      <NativeSelect
        label={t('feedback.fact')}
        value={fact}
        data={facts.map((value) => ({ value, label: t(`feedback.facts.${value}`) }))}
        onChange={(event) => setFact(facts.find((one) => one === event.currentTarget.value) ?? 'other')}
      />
      <Textarea
        ref={field}
        label={t('feedback.words')}
        description={t('feedback.noCitizen')}
        value={words}
        error={holdsCardNumber(words) ? t('case.cardNumber') : undefined}
        maxLength={1000}
        autosize={false}
        rows={2}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div className="record-tools">
        <Button type="submit" size="xs" disabled={!ready}>
          {t('feedback.give')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('feedback.cancel')}
        </Button>
      </div>
      {failed && <p role="alert">{t('feedback.failed')}</p>}
    </form>
  )
}
