import { lazy, Suspense, useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordKind, RecordView } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useContact } from '../../app/desk-context.ts'
import { useLink } from '../../app/link-context.ts'
import { isTyping } from '../../app/shortcuts.ts'
import { KnownChanges } from './known-changes.tsx'
import { LockedRecord } from './locked-record.tsx'
import { factId } from './procedure-facts.tsx'
import { ProcedureText } from './procedure-text.tsx'
import { recordName } from './record-name.ts'
import { RecordTools } from './record-tools.tsx'
import './records.css'
import { StandingBanner } from './standing-banner.tsx'
import { useUnitNames } from './unit-names.ts'
import { dayWords } from './words.ts'

const Markdown = lazy(async () => ({ default: (await import('./markdown.tsx')).Markdown }))

/** A record as the agent reads it to a citizen: its banner first, and hidden where it may not be read. */
export function RecordReading({ kind, id, focused }: { kind: RecordKind; id: string; focused?: boolean }) {
  const view = useAnswer('records.read', { kind, id }).data
  const early = useEarlyDigit(focused === true && view === undefined)
  return view ? <Reading key={`${kind} ${id}`} view={view} focused={focused === true} early={early} /> : null
}

function Reading(props: { view: RecordView; focused: boolean; early: RefObject<number | undefined> }) {
  const { view, focused, early } = props
  const [consulting, setConsulting] = useState(false)
  const root = useRef<HTMLElement>(null)
  useEffect(() => jumpByDigit(root.current), [])
  useEffect(() => {
    if (!focused) return
    root.current?.focus()
    goToFact(root.current, early.current)
  }, [focused, early])
  useOpened(root, view)
  const live = useContact()?.interaction.answeredAt !== undefined
  const open = !view.mustEscalate || (live ? view.escalated : consulting)
  return (
    <article
      className="record"
      ref={root}
      tabIndex={-1}
      data-autofocus={focused || undefined}
      data-testid="record"
    >
      <h3>{view.record.title}</h3>
      <StandingBanner view={view} />
      {!open && <LockedRecord view={view} onConsult={() => setConsulting(true)} />}
      {open && <KnownChanges view={view} />}
      {open && view.kind === 'procedure' && <ProcedureText procedure={view.record} />}
      {open && view.kind === 'article' && <ArticleText view={view} />}
      <Provenance view={view} />
      <RecordTools view={view} />
    </article>
  )
}

function ArticleText({ view }: { view: Extract<RecordView, { kind: 'article' }> }) {
  const { record } = view
  return (
    <>
      <p className="record-summary">{record.summary}</p>
      <Suspense fallback={<p className="record-plain">{record.body}</p>}>
        <Markdown text={record.body} />
      </Suspense>
      {record.links.length > 0 && (
        <ul>
          {record.links.map(({ title, url }) => (
            <li key={url}>
              <a href={url} target="_blank" rel="noreferrer noopener">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Provenance({ view }: { view: RecordView }) {
  const { t } = useTranslation()
  const unitName = useUnitNames()
  const { record } = view
  return (
    <p className="quiet record-source">
      {record.unitId !== undefined && `${unitName(record.unitId)} · `}
      {t('fact.source', {
        source: record.source,
        reviewed: dayWords(record.reviewedOn),
        version: record.version,
      })}
    </p>
  )
}

/**
 * Looking at it in passing is not opening it: the agent has it open once the focus is in it or on the region
 * around it, and from then on it is among the recent ones.
 */
function useOpened(root: RefObject<HTMLElement | null>, view: RecordView): void {
  const link = useLink()
  const { kind, id } = recordName(view)
  useEffect(() => {
    const open = (event: FocusEvent) => {
      if (!around(event.target, root.current)) return
      document.removeEventListener('focusin', open)
      void link.request('records.open', { kind, id })
    }
    document.addEventListener('focusin', open)
    if (root.current?.contains(document.activeElement)) void link.request('records.open', { kind, id })
    return () => document.removeEventListener('focusin', open)
  }, [link, root, kind, id])
}

/** The digit pressed last while the record was still being read: fast hands lose no key. */
function useEarlyDigit(waiting: boolean): RefObject<number | undefined> {
  const early = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (!waiting) return
    early.current = undefined
    const keep = (event: KeyboardEvent) => {
      early.current = digitOf(event) ?? early.current
    }
    document.addEventListener('keydown', keep)
    return () => document.removeEventListener('keydown', keep)
  }, [waiting])
  return early
}

/** A digit goes to its fact, so that each of the six questions is one key away. Returns how to stop. */
function jumpByDigit(record: HTMLElement | null): () => void {
  const jump = (event: KeyboardEvent) => {
    if (around(event.target, record) && goToFact(record, digitOf(event))) event.preventDefault()
  }
  document.addEventListener('keydown', jump)
  return () => document.removeEventListener('keydown', jump)
}

function digitOf(event: KeyboardEvent): number | undefined {
  const plain = /^[1-6]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey
  return plain && !isTyping(event.target) ? Number(event.key) : undefined
}

/**
 * A window gives the focus to what is marked for it only a moment after it opened: the mark goes along, or it would
 * take the focus back from the fact under fast hands.
 */
function goToFact(record: HTMLElement | null, digit: number | undefined): boolean {
  const fact = digit === undefined ? null : record?.querySelector<HTMLElement>(`#${factId(digit)}`)
  if (!record || !fact) return false
  for (const marked of [record, ...record.querySelectorAll<HTMLElement>('[data-autofocus]')])
    delete marked.dataset['autofocus']
  fact.dataset['autofocus'] = 'true'
  fact.focus()
  return true
}

/** In the record, or on the region that shows it and nothing else. */
function around(target: EventTarget | null, record: HTMLElement | null): boolean {
  return (
    target instanceof Node && record !== null && (record.contains(target) || record.parentElement === target)
  )
}
