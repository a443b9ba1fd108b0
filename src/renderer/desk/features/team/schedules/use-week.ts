import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests, ScheduleView } from '../../../../../shared/contract.ts'
import { toDeskError } from '../../../../../shared/errors.ts'
import { useLink } from '../../../app/link-context.ts'
import { figuresOf } from '../../../ui/rule-figures.ts'

type Input<M extends keyof ContractRequests> = ContractRequests[M]['input']
export type Imported = ContractRequests['schedules.importCalls']['output']
type Refusal = NonNullable<ContractRequests['schedules.decide']['output']['refusal']>

/** The week on show and every hand's turn on it, one after another: a second key does not overtake the first. */
export function useWeek() {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const [view, setView] = useState<ScheduleView | null>(null)
  const [said, setSaid] = useState('')
  const [failed, setFailed] = useState('')
  const [imported, setImported] = useState<Imported | null>(null)
  const turn = useRef(Promise.resolve())

  const run = useCallback(
    (work: () => Promise<ScheduleView | null>) => {
      turn.current = turn.current.then(async () => {
        setFailed('')
        setSaid('')
        try {
          const next = await work()
          if (next) setView(next)
        } catch (thrown) {
          setFailed(t(`schedules.failure.${toDeskError(thrown).code}`, t('schedules.failure.unavailable')))
        }
      })
    },
    [t],
  )
  const open = useCallback(
    (weekStart: string | null) => run(() => link.request('schedules.week', { weekStart })),
    [link, run],
  )
  useEffect(() => open(null), [open])

  const weekStart = view?.weekStart ?? ''
  const refused = (refusal: Refusal) =>
    t('schedules.refusedBy', {
      why:
        refusal.code === 'rule'
          ? refusal.title || t(`schedules.code.${refusal.rule}`)
          : t(`refusal.${refusal.code}`),
      figures: figuresOf(refusal, t, i18n.language),
      source: refusal.source,
    })
  return {
    view,
    said,
    failed,
    imported,
    open,
    change: (change: Input<'schedules.change'>['change']) =>
      run(() => link.request('schedules.change', { weekStart, change })),
    undo: (redo: boolean) => run(() => link.request('schedules.undo', { weekStart, redo })),
    propose: () => run(() => link.request('schedules.propose', { weekStart })),
    publish: () =>
      run(async () => {
        const { view: after, ...said } = await link.request('schedules.publish', { weekStart })
        const words = t('schedules.published', said)
        setSaid(said.held > 0 ? `${words} ${t('schedules.publishedHeld', { count: said.held })}` : words)
        return after
      }),
    plan: (change: Input<'schedules.plan'>['change']) =>
      run(async () => {
        const after = await link.request('schedules.plan', { weekStart, change })
        setSaid(t('schedules.kept'))
        return after
      }),
    reply: (agentId: string, words: string) =>
      run(() => link.request('schedules.reply', { weekStart, agentId, words })),
    decide: (exchangeId: string, approve: boolean, reason: string) =>
      run(async () => {
        const decided = await link.request('schedules.decide', { weekStart, exchangeId, approve, reason })
        if (decided.refusal) setFailed(refused(decided.refusal))
        return decided.view
      }),
    importCalls: (csv: string) =>
      run(async () => {
        setImported(await link.request('schedules.importCalls', { csv }))
        return await link.request('schedules.week', { weekStart })
      }),
  }
}

export type OpenWeek = ReturnType<typeof useWeek>
