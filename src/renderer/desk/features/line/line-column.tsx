import type { ReactNode } from 'react'
import { useAnswer } from '../../app/answers.ts'
import { useContact } from '../../app/desk-context.ts'
import { useScreen } from '../../app/screen.ts'
import { CallCard } from './call-card.tsx'
import { DemoCall } from './demo-call.tsx'
import { CallPanelButton } from './call-panel-button.tsx'
import { IdleCard } from './idle-card.tsx'
import { LineProblems } from './line-problems.tsx'
import { OutcomeNote } from './outcome-note.tsx'
import { ReachPanel } from './reach-panel.tsx'
import { Recent } from './recent.tsx'
import { RingingCard } from './ringing-card.tsx'
import { SecondLine } from './second-line.tsx'
import { VoicemailNote } from './voicemail-note.tsx'
import { WrapUpCard } from './wrap-up-card.tsx'
import './line.css'

/** The telephone: one card, always in the same place, whatever the line is doing. */
export function LineColumn({ children }: { children?: ReactNode }) {
  const contact = useContact()
  const demo = useAnswer('session.get', {}).data?.demo ?? false
  const phase = contact?.call?.phase.name
  const reachFor = useScreen((screen) => screen.reachFor)
  return (
    <>
      <div className="line-card" data-testid="line-card">
        {!contact && <IdleCard />}
        {contact && phase === 'alerting' && <RingingCard contact={contact} />}
        {contact?.call && phase !== 'alerting' && phase !== 'ended' && (
          <CallCard contact={contact} call={contact.call} />
        )}
        {contact && (!contact.call || phase === 'ended') && <WrapUpCard contact={contact} />}
      </div>
      {beside}
      {reachFor !== null && <ReachPanel key={reachFor} wanted={reachFor} />}
      {reachFor === null && (!contact || phase === undefined || phase === 'alerting') && (
        <CallPanelButton ringing={phase === 'alerting'} />
      )}
      {children}
      {problems}
      {demo && demoCall}
      {recent}
    </>
  )
}

// Made once, so that a call that rings draws its card and not the whole column again.
const beside = (
  <>
    <OutcomeNote />
    <VoicemailNote />
    <SecondLine />
  </>
)
const problems = <LineProblems />
const demoCall = <DemoCall />
const recent = <Recent />
