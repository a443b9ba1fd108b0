import { create } from 'zustand'

export type View = 'check' | 'desk' | 'cases' | 'second-level' | 'office' | 'shift' | 'team' | 'settings'
export type Column = 'line' | 'script' | 'citizen'
export type Overlay = 'search' | 'shortcuts' | 'record' | 'news' | null
/** A procedure or article, by the name the core knows it by. */
export interface RecordShown {
  kind: 'procedure' | 'article'
  id: string
}

/** What a contact must say before it can be closed. */
export type LackingField = 'disposition' | 'serviceCode' | 'escalation' | 'formAnswers'

/** What is in front of the agent. Facts about the contact are never here: they are the core's. */
export interface Screen {
  view: View
  /** The column on show where only one fits (200 % zoom). */
  column: Column
  overlay: Overlay
  /** What the search begins with. */
  searchFor: string
  /** What the record's window shows. */
  record: RecordShown | null
  emergency: boolean
  /** What the field for calling begins with; null while it is closed. */
  reachFor: string | null
  /** The area of the team lead's work on show; null for the first. */
  teamSection: string | null
  /** Said once to a screen reader, politely. */
  said: string
  /** What the agent chose to speak with this citizen; null until he chose. */
  spoken: { interactionId: string; language: string } | null
  /** What an action could not do, shown near the bar until the next action. */
  failure: string | null
  /** What of the form an action of the script asks the agent to fill in; null once he is there. */
  seeks: 'escalation' | 'appointment' | null
  /** The field without which the contact cannot be closed, once closing was tried. */
  lacking: LackingField | null
}

export const useScreen = create<Screen>(() => ({
  view: 'desk',
  column: 'line',
  overlay: null,
  searchFor: '',
  record: null,
  emergency: false,
  reachFor: null,
  teamSection: null,
  said: '',
  spoken: null,
  failure: null,
  seeks: null,
  lacking: null,
}))

export const show = (change: Partial<Screen>): void => useScreen.setState(change)
