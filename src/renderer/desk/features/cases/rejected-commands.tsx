import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import type { SyncView } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { age } from '../../ui/age.ts'
import { Section } from '../../ui/section.tsx'
import { useNow } from '../../ui/use-now.ts'
import { CaseCorrectionForm } from './case-correction-form.tsx'
import { commandWords } from './command-words.ts'
import { refusalWords } from './refusal-words.ts'

type RejectedView = SyncView['rejected'][number]

/** What the municipal side did not take: kept here until the agent decides, never dropped. */
export function RejectedCommands() {
  const { t } = useTranslation()
  const rejected = useAnswer('sync.get', {}).data?.rejected ?? []
  if (rejected.length === 0) return null
  return (
    <Section heading="h2" title={t('rejected.title')} testId="rejected">
      <ul className="rejected-list">
        {rejected.map((command) => (
          <Rejected key={command.commandId} command={command} />
        ))}
      </ul>
    </Section>
  )
}

const leastReason = 3

function Rejected({ command }: { command: RejectedView }) {
  const { commandId, reason, editable } = command
  const { t } = useTranslation()
  const link = useLink()
  const now = useNow()
  const [why, setWhy] = useState('')
  const [editing, setEditing] = useState(false)
  const [failed, setFailed] = useState(false)
  const run = (asked: Promise<unknown>) => {
    setFailed(false)
    asked.catch(() => setFailed(true))
  }
  return (
    <li className="rejected" data-testid="rejected-command">
      <p>
        <strong>{commandWords(t, command.type)}</strong>
        {editable && editable.requesterName !== '' && ` · ${editable.requesterName}`} ·{' '}
        {age(t, command.issuedAt, now)}
      </p>
      <p>{t('rejected.reason', { reason: refusalWords(t, reason) })}</p>
      {editing && editable && (
        <CaseCorrectionForm
          before={editable}
          onCancel={() => setEditing(false)}
          onSend={(correction) => run(link.request('sync.edit', { commandId, correction }))}
        />
      )}
      <div className="rejected-actions">
        {editable && !editing && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('rejected.edit')}
          </Button>
        )}
        <Button variant="default" onClick={() => run(link.request('sync.retry', { commandId }))}>
          {t('rejected.retry')}
        </Button>
        <TextInput
          label={t('rejected.why')}
          value={why}
          error={holdsCardNumber(why) ? t('case.cardNumber') : undefined}
          maxLength={300}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={why.trim().length < leastReason || holdsCardNumber(why)}
          onClick={() => run(link.request('sync.discard', { commandId, reason: why.trim() }))}
        >
          {t('rejected.discard')}
        </Button>
      </div>
      {failed && <p role="alert">{t('rejected.failed')}</p>}
    </li>
  )
}
