import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Bar } from '../features/bar/bar.tsx'
import { Cases } from '../features/cases/cases.tsx'
import { StationCheck } from '../features/check/station-check.tsx'
import { EmergencyCard } from '../features/emergency/emergency-card.tsx'
import { NewsWindow } from '../features/news/news-window.tsx'
import { RecordWindow } from '../features/record/record-window.tsx'
import { Search } from '../features/search/search.tsx'
import { SettingsScreen } from '../features/settings/settings-screen.tsx'
import { HandoverNote } from '../features/handover/handover-note.tsx'
import { DeclaredEmergencies } from '../features/shift/declared-emergencies.tsx'
import { MyShift } from '../features/shift/my-shift.tsx'
import { leadsTeam } from './leads-team.ts'
import { CacheNotice } from '../features/trouble/cache-notice.tsx'
import { ShortcutList } from '../features/shortcuts/shortcut-list.tsx'
import { Announcer } from './announcer.tsx'
import { useAnswer, useAnswerPart } from './answers.ts'
import { useOfContact } from './desk-context.ts'
import { DeskScreen } from './desk-screen.tsx'
import { show, useScreen } from './screen.ts'
import { hasStartedShift } from './shift-start.ts'
import { useShortcuts } from './use-shortcuts.ts'

const TeamScreen = lazy(async () => ({
  default: (await import('../features/team/team-screen.tsx')).TeamScreen,
}))

/** Loaded when a specialist opens it: no other agent waits for it. */
const SecondLevelScreen = lazy(async () => ({
  default: (await import('../features/second-level/second-level-screen.tsx')).SecondLevelScreen,
}))

/** For a unit's own people and for leads. */
const OfficeScreen = lazy(async () => ({
  default: (await import('../features/office/office-screen.tsx')).OfficeScreen,
}))

/** One line per screen: the place to add one. */
export function Panels() {
  const view = useScreen((screen) => screen.view)
  const emergency = useScreen((screen) => screen.emergency)
  const ready = useAnswerPart('agent.get', {}, ({ presence }) => presence.kind === 'ready')
  const session = useAnswer('session.get', {}).data
  const inContact = useOfContact((contact) => contact !== null)
  const agentId = session?.agent?.agentId
  useShortcuts()

  const known = ready !== undefined && agentId !== undefined && inContact !== undefined
  const started = known && (ready || inContact || hasStartedShift(agentId))
  const leads = leadsTeam(session?.agent)
  useEffect(() => {
    if (known && !started) show({ view: leads ? 'team' : 'check' })
  }, [known, started, leads])

  if (!known) return null
  return (
    <div className="desk-frame">
      {above}
      {view === 'desk' && <DeskScreen />}
      {view !== 'desk' && emergency && <EmergencyScreen />}
      {view === 'check' && !emergency && (
        <StationCheck agentId={agentId} started={started} notice={declared} />
      )}
      {view === 'cases' && !emergency && <Cases />}
      {view === 'second-level' && !emergency && (
        <Suspense fallback={null}>
          <SecondLevelScreen />
        </Suspense>
      )}
      {view === 'office' && !emergency && (
        <Suspense fallback={null}>
          <OfficeScreen />
        </Suspense>
      )}
      {view === 'shift' && !emergency && <MyShift handover={<HandoverNote heading="h2" />} />}
      {view === 'team' && leads && !emergency && (
        <Suspense fallback={null}>
          <TeamScreen />
        </Suspense>
      )}
      {view === 'settings' && !emergency && <SettingsScreen />}
      {windows}
    </div>
  )
}

const declared = <DeclaredEmergencies />

// Made once: what stays the same element is not drawn again when a call rings, and the card is there sooner.
const above = (
  <>
    <Bar />
    <Announcer />
    <CacheNotice />
  </>
)

const windows = (
  <>
    <Search />
    <RecordWindow />
    <NewsWindow />
    <ShortcutList />
  </>
)

/** Over any other screen, which comes back as it was. */
function EmergencyScreen() {
  const { t } = useTranslation()
  return (
    <main className="page">
      <h1 className="heard-only">{t('emergency.region')}</h1>
      <EmergencyCard />
    </main>
  )
}
