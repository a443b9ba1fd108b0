import { lazy, type ComponentType } from 'react'

/** One area of the team lead's work. */
export interface TeamSection {
  /** Its name is the string `team.sections.<id>`. */
  id: string
  /** By `lazy`: the code is loaded when the area is opened, so that no agent waits for it. */
  Content: ComponentType
}

/** The areas in the order of their tabs: the place to add one. */
export const teamSections: readonly TeamSection[] = [
  {
    id: 'knowledge',
    Content: lazy(async () => ({
      default: (await import('../features/team/knowledge/knowledge-section.tsx')).KnowledgeSection,
    })),
  },
  {
    id: 'feedback',
    Content: lazy(async () => ({
      default: (await import('../features/team/feedback/feedback-section.tsx')).FeedbackSection,
    })),
  },
  {
    id: 'schedules',
    Content: lazy(async () => ({
      default: (await import('../features/team/schedules/schedules-section.tsx')).SchedulesSection,
    })),
  },
  {
    id: 'board',
    Content: lazy(async () => ({ default: (await import('./live-section.tsx')).LiveSection })),
  },
]
