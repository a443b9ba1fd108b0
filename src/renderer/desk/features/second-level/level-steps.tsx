import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LevelCase } from '../../../../shared/contract.ts'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import type { CaseOutcome, CaseStep } from '../../../../shared/domain/cases/case-step.ts'
import { useLink } from '../../app/link-context.ts'
import { Section } from '../../ui/section.tsx'

const outcomes: readonly CaseOutcome[] = ['resolved', 'refused', 'duplicate', 'withdrawn']
const leastWords = 3

/** What a specialist can do with a case now; each step is kept here first and goes up by itself. */
export function LevelSteps({ item, onDone }: { item: LevelCase; onDone: () => void }) {
  const { t } = useTranslation()
  const link = useLink()
  const [words, setWords] = useState('')
  const [outcome, setOutcome] = useState<CaseOutcome>('resolved')
  const [failed, setFailed] = useState(false)
  const { serviceRequestId } = item.request
  const may = (kind: LevelCase['steps'][number]) => item.steps.includes(kind)
  const written = words.trim()
  const lacks = written.length < leastWords || holdsCardNumber(words)
  function step(taken: CaseStep): void {
    setFailed(false)
    link.request('secondLevel.step', { serviceRequestId, step: taken }).then(
      () => {
        setWords('')
        if (taken.kind !== 'take') onDone()
      },
      () => setFailed(true),
    )
  }
  return (
    <Section title={t('level.do')}>
      {item.steps.length === 0 && <p className="quiet">{t('level.nothing')}</p>}
      {may('take') && <Button onClick={() => step({ kind: 'take' })}>{t('level.take')}</Button>}
      {may('reply') && (
        <div className="form">
          <Textarea
            label={t('level.words')}
            description={t('level.wordsHint')}
            value={words}
            error={holdsCardNumber(words) ? t('case.cardNumber') : undefined}
            maxLength={4000}
            rows={4}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <div className="level-buttons">
            <Button disabled={lacks} onClick={() => step({ kind: 'reply', words: written })}>
              {t('level.reply')}
            </Button>
            <Button
              variant="default"
              disabled={lacks}
              onClick={() => step({ kind: 'return', words: written })}
            >
              {t('level.return')}
            </Button>
          </div>
          <div className="level-buttons">
            <NativeSelect
              label={t('level.outcome')}
              value={outcome}
              onChange={(event) =>
                setOutcome(outcomes.find((each) => each === event.currentTarget.value) ?? 'resolved')
              }
              data={outcomes.map((each) => ({ value: each, label: t(`level.outcomes.${each}`) }))}
            />
            <Button
              variant="default"
              disabled={lacks}
              onClick={() => step({ kind: 'close', outcome, words: written })}
            >
              {t('level.close')}
            </Button>
            <Button variant="subtle" onClick={() => step({ kind: 'release' })}>
              {t('level.release')}
            </Button>
          </div>
        </div>
      )}
      {failed && <p role="alert">{t('level.failed')}</p>}
    </Section>
  )
}
