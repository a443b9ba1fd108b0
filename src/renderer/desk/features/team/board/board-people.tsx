import { Button, NativeSelect, TextInput } from '@mantine/core'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import { toDeskError } from '../../../../../shared/errors.ts'
import { useLink } from '../../../app/link-context.ts'
import { clockTime, duration } from '../../../ui/format.ts'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'
import { useNow } from '../../../ui/use-now.ts'

type Board = ContractRequests['board.get']['output']
type Figure = ContractRequests['board.adherence']['output']

const grantable = ['5', '10', '15'] as const

/** Who is in what state since when and rests next; one person's figure only with a reason, which that person reads. */
export function BoardPeople({ board, zone }: { board: Board; zone: string }) {
  const { t } = useTranslation()
  const link = useLink()
  const card = useCardRefusal()
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState('')
  const [minutes, setMinutes] = useState('10')
  const breaks = new Map(board.breaks.map((one) => [one.agentId, one]))
  const mayLook = reason.trim().length >= 3 && card(reason) === undefined
  const inWords = ({ name, adherence, breaks: own }: Figure) =>
    [
      adherence === null
        ? t('board.noFigureOf', { name })
        : t('board.figureOf', { name, percent: Math.round(adherence * 100) }),
      own && t('board.breaksOf', own),
    ]
      .filter(Boolean)
      .join(' ')
  const grant = (agentId: string, name: string) =>
    void link.request('board.grantBreak', { agentId, minutes: Number(minutes) }).then(
      () => setSaid(t('board.granted', { name, minutes })),
      (thrown: unknown) =>
        setSaid(t(toDeskError(thrown).code === 'conflict' ? 'board.grantOffShift' : 'board.grantFailed')),
    )
  const look = (agentId: string) =>
    void link.request('board.adherence', { agentId, reason: reason.trim() }).then(
      (figure) => setSaid(inWords(figure)),
      (thrown: unknown) =>
        setSaid(t(toDeskError(thrown).code === 'not-found' ? 'board.gone' : 'board.notNow')),
    )
  return (
    <>
      <TextInput
        label={t('board.reason')}
        description={t('board.told')}
        value={reason}
        error={card(reason)}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <NativeSelect
        className="board-minutes"
        label={t('board.grantMinutes')}
        description={t('board.grantWhy')}
        value={minutes}
        onChange={(event) => setMinutes(event.currentTarget.value)}
        data={grantable.map((value) => ({ value, label: t('prompt.minutes', { minutes: value }) }))}
      />
      <output data-testid="figure">{said}</output>
      <table className="board-table">
        <thead>
          <tr>
            <th scope="col">{t('schedules.person')}</th>
            <th scope="col">{t('board.state')}</th>
            <th scope="col">{t('board.since')}</th>
            <th scope="col">{t('board.nextRest')}</th>
            <th scope="col">{t('board.figure')}</th>
            <th scope="col">{t('board.grantColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => {
            const rest = breaks.get(row.agentId)
            return (
              <tr key={row.agentId}>
                <StateCells {...row} />
                <td>{rest ? clockTime(new Date(rest.at), zone) : '–'}</td>
                <td>
                  <Button
                    variant="default"
                    size="compact-sm"
                    disabled={!mayLook}
                    aria-label={t('board.lookAt', { name: row.name })}
                    onClick={() => look(row.agentId)}
                  >
                    {t('board.look')}
                  </Button>
                </td>
                <td>
                  <Button
                    variant="default"
                    size="compact-sm"
                    disabled={row.state === 'signed-out' || row.disconnected}
                    aria-label={t('board.grantTo', { name: row.name })}
                    onClick={() => grant(row.agentId, row.name)}
                  >
                    {t('board.grant')}
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

/** Drawn again when the state changes, not with every second or look at the board: of sixty people few change at once. */
const StateCells = memo(function StateCells({
  name,
  state,
  resting,
  reason,
  since,
  silent,
  disconnected,
  overloaded,
}: Omit<Board['rows'][number], 'agentId' | 'queues'>) {
  const { t } = useTranslation()
  const word = resting
    ? t('board.resting')
    : reason === null
      ? t(`board.states.${state}`)
      : t(`reason.${reason}`)
  return (
    <>
      <th scope="row">{name}</th>
      <td>
        <span className={`board-state board-${resting ? 'resting' : state}`} aria-hidden="true" /> {word}
        {silent && ` · ${t('board.silent')}`}
        {disconnected && ` · ${t('board.offShift')}`}
        {overloaded && ` · ${t('board.overloaded')}`}
      </td>
      <td className="board-since">{since === null ? '–' : <Since since={since} />}</td>
    </>
  )
})

function Since({ since }: { since: string }) {
  return duration(useNow() - Date.parse(since))
}
