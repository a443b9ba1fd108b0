import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import { useLink } from '../../../app/link-context.ts'
import { CallQualityTable } from '../../../ui/call-quality-table.tsx'
import { Section } from '../../../ui/section.tsx'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'

type Calls = ContractRequests['board.lineQualityOf']['output']

/** How the team's calls sounded in the last day; one person's line with a reason, which that person reads too. */
export function LineQuality({ people }: { people: readonly { agentId: string; name: string }[] }) {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const team = useQuery({
    queryKey: ['board.lineQuality'],
    queryFn: () => link.request('board.lineQuality', {}),
    gcTime: 0,
  }).data
  const [who, setWho] = useState(people[0]?.agentId ?? '')
  const card = useCardRefusal()
  const [reason, setReason] = useState('')
  const [calls, setCalls] = useState<Calls | null>(null)
  const [failed, setFailed] = useState(false)
  const look = () => {
    setFailed(false)
    link.request('board.lineQualityOf', { agentId: who, reason }).then(setCalls, () => setFailed(true))
  }
  return (
    <Section heading="h2" title={t('quality.team')} testId="board-line-quality">
      {team && (
        <p>
          {team.mos === null
            ? t('quality.teamNone')
            : t('quality.teamFigure', {
                calls: team.calls,
                troubled: team.troubled,
                score: team.mos.toLocaleString(i18n.language, { maximumFractionDigits: 1 }),
              })}
        </p>
      )}
      <NativeSelect
        label={t('quality.whose')}
        value={who}
        onChange={(event) => setWho(event.currentTarget.value)}
        data={people.map(({ agentId, name }) => ({ value: agentId, label: name }))}
      />
      <TextInput
        label={t('quality.reason')}
        description={t('board.told')}
        value={reason}
        error={card(reason)}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={reason.trim().length < 3 || card(reason) !== undefined || who === ''}
        onClick={look}
      >
        {t('quality.look')}
      </Button>
      {failed && <p role="alert">{t('quality.lookFailed')}</p>}
      {calls && (
        <>
          <h3>{t('quality.callsOf', { name: calls.name })}</h3>
          {calls.calls.length === 0 ? <p>{t('quality.none')}</p> : <CallQualityTable calls={calls.calls} />}
        </>
      )}
    </Section>
  )
}
