import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import type { ShiftRefusal } from '../../../../shared/domain/shifts/refusals.ts'
import { useLink } from '../../app/link-context.ts'
import { Section } from '../../ui/section.tsx'

/** What the municipal side did not take: kept here until the agent decides, never dropped. */
export function RejectedCommands() {
  const { t } = useTranslation()
  const rejected = useAnswer('sync.get', {}).data?.rejected ?? []
  if (rejected.length === 0) return null
  return (
    <Section heading="h2" title={t('rejected.title')} testId="rejected">
      <ul className="rejected-list">
        {rejected.map((command) => (
          <Rejected key={command.commandId} commandId={command.commandId} reason={command.reason} />
        ))}
      </ul>
    </Section>
  )
}

const leastReason = 3

/** Refusals of the shift come as codes; every other reason comes in the words of whoever refused. */
const known: ReadonlySet<string> = new Set<ShiftRefusal>([
  'breaks-of-another',
  'note-exists',
  'note-gone',
  'note-taken',
  'emergency-of-another',
])
const isKnown = (reason: string): reason is ShiftRefusal => known.has(reason)

function Rejected({ commandId, reason }: { commandId: string; reason: string }) {
  const { t } = useTranslation()
  const link = useLink()
  const [why, setWhy] = useState('')
  const [failed, setFailed] = useState(false)
  const run = (asked: Promise<unknown>) => {
    setFailed(false)
    asked.catch(() => setFailed(true))
  }
  return (
    <li className="rejected">
      <p>{t('rejected.reason', { reason: isKnown(reason) ? t(`rejected.known.${reason}`) : reason })}</p>
      <div className="rejected-actions">
        <Button variant="default" onClick={() => run(link.request('sync.retry', { commandId }))}>
          {t('rejected.retry')}
        </Button>
        <TextInput
          label={t('rejected.why')}
          value={why}
          maxLength={300}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={why.trim().length < leastReason}
          onClick={() => run(link.request('sync.discard', { commandId, reason: why.trim() }))}
        >
          {t('rejected.discard')}
        </Button>
      </div>
      {failed && <p role="alert">{t('rejected.failed')}</p>}
    </li>
  )
}
