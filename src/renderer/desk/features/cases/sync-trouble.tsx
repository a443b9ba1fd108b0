import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { age } from '../../ui/age.ts'
import { clockTime } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'
import { useNow } from '../../ui/use-now.ts'
import { commandWords } from './command-words.ts'

const shownAtOnce = 8

/** What stands between this desk and the city, and what waits for it: how old each thing is and why. */
export function SyncTrouble() {
  const { t } = useTranslation()
  const link = useLink()
  const sync = useAnswer('sync.get', {}).data
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const now = useNow()
  const [trying, setTrying] = useState(false)
  if (!sync) return null
  const { trouble, waiting, clockOffByMs } = sync
  if (!trouble && waiting.length === 0 && clockOffByMs === null) return null
  const tryNow = () => {
    setTrying(true)
    void link
      .request('sync.now', {})
      .catch(() => undefined)
      .finally(() => setTrying(false))
  }
  return (
    <Section heading="h2" title={t('waits.title')} testId="waits">
      {clockOffByMs !== null && (
        <p>
          {t(clockOffByMs > 0 ? 'waits.clockAhead' : 'waits.clockBehind', {
            minutes: Math.round(Math.abs(clockOffByMs) / 60_000),
          })}
        </p>
      )}
      {trouble && (
        <p data-testid="trouble">
          {t(`waits.why.${trouble.kind}`, { status: trouble.status ?? '' })}{' '}
          {t('waits.sinceWhen', { age: age(t, trouble.since, now) })}{' '}
          {trouble.nextAt !== null && t('waits.next', { at: clockTime(new Date(trouble.nextAt), zone) })}
        </p>
      )}
      {waiting.length > 0 && (
        <ul className="waits">
          {waiting.slice(0, shownAtOnce).map((one) => (
            <li key={one.commandId} data-testid="waiting">
              <strong>{commandWords(t, one.type)}</strong> · {age(t, one.issuedAt, now)} ·{' '}
              {t(`waits.short.${one.why}`)}
              {one.attempts > 0 && ` · ${t('waits.attempts', { count: one.attempts })}`}
            </li>
          ))}
        </ul>
      )}
      {sync.pending > shownAtOnce && (
        <p className="quiet">{t('waits.more', { count: sync.pending - shownAtOnce })}</p>
      )}
      <Button variant="default" onClick={tryNow} loading={trying}>
        {t('waits.tryNow')}
      </Button>
    </Section>
  )
}
