import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import { toDeskError } from '../../../../../shared/errors.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import { clockTime, duration } from '../../../ui/format.ts'
import { Section } from '../../../ui/section.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { DeclareEmergency } from './declare-emergency.tsx'
import '../schedules/schedules.css'

type Board = ContractRequests['board.get']['output']
type Figure = ContractRequests['board.adherence']['output']

const everyMs = 5_000

/** *En vivo*: the team first. One person's figure is asked for with a reason, which that person reads too. */
export function BoardSection() {
  const { t } = useTranslation()
  const link = useLink()
  const now = useNow()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [board, setBoard] = useState<Board | null>(null)
  const [failed, setFailed] = useState(false)
  const [reason, setReason] = useState('')
  const [figure, setFigure] = useState<Figure | null>(null)

  useEffect(() => {
    let gone = false
    const read = () =>
      void link.request('board.get', {}).then(
        (answer) => {
          if (gone) return
          setBoard(answer)
          setFailed(false)
        },
        () => setFailed(true),
      )
    read()
    const timer = setInterval(read, everyMs)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [link])

  if (!board)
    return <p role={failed ? 'alert' : undefined}>{failed ? t('board.failed') : t('team.loading')}</p>
  const names = new Map(board.rows.map(({ agentId, name }) => [agentId, name]))
  const percent = (value: number) => Math.round(value * 100)
  return (
    <div className="schedules">
      {failed && <p role="alert">{t('board.old', { at: clockTime(new Date(board.at), zone) })}</p>}
      <Section heading="h2" title={t('board.team')} testId="board-team">
        <p>
          {board.adherence === null
            ? t('board.noAdherence')
            : t('board.adherence', { percent: percent(board.adherence) })}
        </p>
        {board.spread.length > 0 && <p>{t('board.spread', { counts: board.spread.join(' · ') })}</p>}
        <ul>
          {board.queues.map(({ queueId, name, onLine, floor }) => (
            <li key={queueId}>
              {onLine < floor
                ? t('board.queueBelow', { name, onLine, floor })
                : t('board.queue', { name, onLine, floor })}
            </li>
          ))}
        </ul>
      </Section>
      <Section heading="h2" title={t('board.people')} testId="board-people">
        <table className="board-table">
          <thead>
            <tr>
              <th scope="col">{t('schedules.person')}</th>
              <th scope="col">{t('board.state')}</th>
              <th scope="col">{t('board.since')}</th>
              <th scope="col">{t('board.figure')}</th>
            </tr>
          </thead>
          <tbody>
            {board.rows.map(
              ({ agentId, name, state, resting, reason: kind, since, silent, disconnected }) => (
                <tr key={agentId}>
                  <th scope="row">{name}</th>
                  <td>
                    {resting
                      ? t('board.resting')
                      : kind === null
                        ? t(`board.states.${state}`)
                        : t(`reason.${kind}`)}
                    {silent && ` · ${t('board.silent')}`}
                    {disconnected && ` · ${t('board.offShift')}`}
                  </td>
                  <td>{since === null ? '–' : duration(now - Date.parse(since))}</td>
                  <td>
                    <Button
                      variant="default"
                      size="compact-sm"
                      disabled={reason.trim().length < 3}
                      aria-label={t('board.lookAt', { name })}
                      onClick={() =>
                        void link
                          .request('board.adherence', { agentId, reason })
                          .then(setFigure)
                          .catch((thrown: unknown) => {
                            setFailed(toDeskError(thrown).code !== 'not-found')
                          })
                      }
                    >
                      {t('board.look')}
                    </Button>
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
        <TextInput
          label={t('board.reason')}
          description={t('board.told')}
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <output>
          {figure &&
            (figure.adherence === null
              ? t('board.noFigureOf', { name: figure.name })
              : t('board.figureOf', { name: figure.name, percent: percent(figure.adherence) }))}
        </output>
      </Section>
      <DeclareEmergency rows={board.rows} />
      <Section heading="h2" title={t('board.breaks')} testId="board-breaks">
        {board.breaks.length === 0 && <p>{t('board.noBreaks')}</p>}
        <ol className="violations">
          {board.breaks.map(({ agentId, at, minutes, keepsFloor }) => (
            <li key={agentId}>
              {t('board.break', {
                name: names.get(agentId) ?? agentId,
                at: clockTime(new Date(at), zone),
                minutes,
              })}
              {!keepsFloor && ` ${t('board.belowFloor')}`}
            </li>
          ))}
        </ol>
      </Section>
    </div>
  )
}
