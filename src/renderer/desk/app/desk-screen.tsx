import { Tabs } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CitizenColumn } from '../features/contact/citizen-column.tsx'
import { EmergencyCard } from '../features/emergency/emergency-card.tsx'
import { HandoverCards } from '../features/handover/handover-cards.tsx'
import { LineColumn } from '../features/line/line-column.tsx'
import { ScriptColumn } from '../features/script/script-column.tsx'
import { BreakColumn } from '../features/shift/break-column.tsx'
import { DeclaredEmergencies } from '../features/shift/declared-emergencies.tsx'
import { PromptCards } from '../features/shift/prompt-cards.tsx'
import { narrow, useMedia } from '../ui/use-media.ts'
import { IconBell } from '../ui/icons.ts'
import { useAnswerPart } from './answers.ts'
import { useOfContact } from './desk-context.ts'
import { show, useScreen, type Column } from './screen.ts'
import { isTyping } from './shortcuts.ts'

/** The three columns the agent works in; one at a time where only one fits. */
export function DeskScreen() {
  const { t } = useTranslation()
  const emergency = useScreen((screen) => screen.emergency)
  const column = useScreen((screen) => screen.column)
  const oneColumn = useMedia(narrow)
  const inContact = useOfContact((contact) => contact !== null)
  const phase = useOfContact((contact) => contact?.call?.phase.name)
  const resting = useAnswerPart('shift.prompts', {}, (shift) => shift.resting) ?? null
  const contents: Record<Column, ReactNode> = {
    line: (
      <>
        {declared}
        {resting && !inContact ? <BreakColumn resting={resting} /> : line}
      </>
    ),
    script: emergency ? <EmergencyCard /> : script,
    citizen,
  }

  useEffect(() => {
    if (isTyping(document.activeElement)) return
    if (phase === 'alerting') show({ column: 'line' })
    if (phase === 'connected') show({ column: 'script' })
  }, [phase])

  if (!oneColumn) {
    return (
      <main className="columns">
        <h1 className="heard-only">{t('menu.desk')}</h1>
        {columns.map((name) => (
          <section
            key={name}
            className={`column column-${name}`}
            aria-label={t(`column.${name}`)}
            tabIndex={-1}
          >
            {contents[name]}
          </section>
        ))}
      </main>
    )
  }
  return (
    <main className="columns-narrow">
      <h1 className="heard-only">{t('menu.desk')}</h1>
      <Tabs
        className="column-tabs"
        value={column}
        onChange={(value) => show({ column: columns.find((name) => name === value) ?? 'line' })}
      >
        <Tabs.List grow>
          {columns.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              leftSection={
                name === 'line' && phase === 'alerting' ? <IconBell size={18} aria-hidden="true" /> : null
              }
            >
              {t(`column.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {columns.map((name) => (
          <Tabs.Panel key={name} value={name} className={`column column-${name}`} tabIndex={0}>
            {contents[name]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </main>
  )
}

const columns: readonly Column[] = ['line', 'script', 'citizen']

// Made once: each draws itself again when its own answer changes, not whenever this screen does.
const declared = <DeclaredEmergencies />
const cards = (
  <>
    <PromptCards />
    <HandoverCards />
  </>
)
const line = <LineColumn>{cards}</LineColumn>
const script = <ScriptColumn />
const citizen = <CitizenColumn />
