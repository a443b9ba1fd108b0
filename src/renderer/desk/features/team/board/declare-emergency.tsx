import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import { clockTime, day } from '../../../ui/format.ts'
import { Section } from '../../../ui/section.tsx'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'

type Rows = ContractRequests['board.get']['output']['rows']

/** F-DISC: outside of a shift a lead's word waits; what cannot wait is declared here, and stays on record. */
export function DeclareEmergency({ rows }: { rows: Rows }) {
  const { t } = useTranslation()
  const link = useLink()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [agentId, setAgentId] = useState('')
  const card = useCardRefusal()
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const [said, setSaid] = useState<'sent' | 'failed'>()
  const log = useQuery({
    queryKey: ['emergencies.log'],
    queryFn: () => link.request('emergencies.log', {}),
    gcTime: 0,
  })
  const ready =
    agentId !== '' &&
    reason.trim().length >= 10 &&
    words.trim().length >= 3 &&
    [reason, words].every((text) => card(text) === undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    link.request('emergencies.declare', { agentId, reason: reason.trim(), words: words.trim() }).then(
      () => {
        setSaid('sent')
        setReason('')
        setWords('')
        void log.refetch()
      },
      () => setSaid('failed'),
    )
  }
  return (
    <Section heading="h2" title={t('declare.title')} testId="board-emergency">
      <p className="quiet">{t('declare.lead')}</p>
      <form className="declare-form" onSubmit={submit}>
        <NativeSelect
          label={t('declare.who')}
          value={agentId}
          onChange={(event) => setAgentId(event.currentTarget.value)}
          data={[
            { value: '', label: t('declare.choose') },
            ...rows.map((row) => ({
              value: row.agentId,
              label: row.disconnected ? `${row.name} · ${t('board.offShift')}` : row.name,
            })),
          ]}
        />
        <TextInput
          label={t('declare.reason')}
          description={t('declare.reasonHint')}
          value={reason}
          error={card(reason)}
          maxLength={300}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Textarea
          label={t('declare.words')}
          value={words}
          error={card(words)}
          maxLength={500}
          rows={2}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!ready}>
          {t('declare.send')}
        </Button>
        <output>{said === undefined ? '' : t(`declare.${said}`)}</output>
      </form>
      {(log.data ?? []).length > 0 && (
        <>
          <h3>{t('declare.log')}</h3>
          <ul className="violations">
            {log.data?.map((one) => (
              <li key={one.emergencyId}>
                {t('declare.entry', {
                  day: day(one.at, zone),
                  at: clockTime(new Date(one.at), zone),
                  by: one.byName,
                  to: one.agentName,
                  reason: one.reason,
                  interpolation: { escapeValue: false },
                })}
                {' · '}
                {one.readAt
                  ? t('declare.readAt', { at: clockTime(new Date(one.readAt), zone) })
                  : t('declare.unread')}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
