import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../../shared/contract.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import { clockTime, day } from '../../../ui/format.ts'
import { raw } from '../../../ui/hour-words.ts'
import { BoardPeople } from './board-people.tsx'
import { Section } from '../../../ui/section.tsx'
import { DeclareEmergency } from './declare-emergency.tsx'
import { Resolution } from './resolution.tsx'
import { LineQuality } from './line-quality.tsx'
import '../schedules/schedules.css'

type Board = ContractRequests['board.get']['output']

const everyMs = 5_000

/** *En vivo*: the team first. One person's figure is asked for with a reason, which that person reads too. */
export function BoardSection() {
  const { t } = useTranslation()
  const link = useLink()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [board, setBoard] = useState<Board | null>(null)
  const [failed, setFailed] = useState(false)

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
      {board.unsent.length > 0 && (
        <div role="alert" data-testid="board-unsent">
          {board.unsent.map(({ agentId, name, waiting, since }) => (
            <p key={`${agentId} ${since}`}>
              {t('board.unsent', {
                name,
                count: waiting,
                day: day(since, zone),
                at: clockTime(new Date(since), zone),
                ...raw,
              })}
            </p>
          ))}
        </div>
      )}
      <Section heading="h2" title={t('board.team')} testId="board-team">
        <p>
          {board.adherence === null
            ? t('board.noAdherence')
            : t('board.adherence', { percent: percent(board.adherence) })}
        </p>
        {board.compliance && <p>{t('board.compliance', board.compliance)}</p>}
        {board.occupancy && (
          <p className={board.occupancy.over ? 'board-over' : undefined}>
            {t(board.occupancy.over ? 'board.occupancyOver' : 'board.occupancy', {
              percent: percent(board.occupancy.level),
            })}
          </p>
        )}
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
        <BoardPeople board={board} zone={zone} />
      </Section>
      <DeclareEmergency rows={board.rows} />
      <Resolution />
      <LineQuality people={board.rows} />
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
