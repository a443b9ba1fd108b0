import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useOwnDays } from './own-day.ts'
import type { OwnShift, OwnWeekOf } from './own-week.tsx'
import { Refused } from './refused.tsx'

/** One published week: its shifts, what waits for a yes, and the agent's answer with the lead's words to it. */
export function OwnWeekCard({
  week,
  refused,
  onAnswer,
  onExchange,
}: {
  week: OwnWeekOf
  refused: ContractRequests['ownSchedule.get']['output']['refusals'][number] | undefined
  onAnswer: (kind: 'accepted' | 'disputed', words: string) => void
  onExchange: (shift: OwnShift) => void
}) {
  const { t } = useTranslation()
  const { dayOf, inWords } = useOwnDays()
  const [words, setWords] = useState('')
  const { answer, awaited, reply, shifts, absentDays } = week
  return (
    <article data-testid={`own-${week.weekStart}`}>
      <h3>{t('ownWeek.weekOf', { day: dayOf(week.weekStart) })}</h3>
      <ul className="rests">
        {shifts.map((shift) => (
          <li key={shift.datedShiftId}>
            {inWords(shift)}{' '}
            <span className="quiet">
              {[...shift.pauses.map(({ kind, from, to }) => ({ what: kind, from, to })), ...blocksOf(shift)]
                .toSorted((a, b) => a.from.localeCompare(b.from))
                .map(({ what, from, to }) => t('ownWeek.part', { what: t(`activity.${what}`), from, to }))
                .join(' · ')}
            </span>{' '}
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('ownWeek.exchangeOfShift', { shift: inWords(shift) })}
              onClick={() => onExchange(shift)}
            >
              {t('ownWeek.exchange')}
            </Button>
          </li>
        ))}
        {absentDays.map((day) => (
          <li key={day}>{t('ownWeek.absent', { day: dayOf(day) })}</li>
        ))}
      </ul>
      {awaited && (
        <div>
          <p>{t('ownWeek.awaited', { days: awaited.days.map(dayOf).join(', ') })}</p>
          <ul className="rests">
            {awaited.shifts.length === 0 && <li>{t('ownWeek.wouldBeFree')}</li>}
            {awaited.shifts.map((shift) => (
              <li key={shift.datedShiftId}>{inWords(shift)}</li>
            ))}
          </ul>
        </div>
      )}
      <p>
        {answer ? t(`ownWeek.answered.${answer.kind}`, { words: answer.words }) : t('ownWeek.unanswered')}{' '}
        {reply && t('ownWeek.reply', { name: reply.byName, words: reply.words })}
      </p>
      {refused && <Refused refused={refused} />}
      {(answer?.kind !== 'accepted' || awaited) && (
        <form
          className="own-answer"
          onSubmit={(event) => {
            event.preventDefault()
            onAnswer('disputed', words.trim())
            setWords('')
          }}
        >
          <Button onClick={() => onAnswer('accepted', '')}>{t('ownWeek.accept')}</Button>
          <TextInput
            label={t('ownWeek.words')}
            value={words}
            maxLength={500}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={words.trim().length < 3}>
            {t('ownWeek.dispute')}
          </Button>
        </form>
      )}
    </article>
  )
}

function blocksOf({ blocks }: OwnShift) {
  return blocks.map(({ work, from, to }) => ({ what: work, from, to }))
}
