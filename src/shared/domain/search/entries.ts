import type { Entity } from '../../backend-api.ts'
import type { Agent } from '../agent.ts'
import type { Article } from '../article.ts'
import type { Unit } from '../catalogue.ts'
import type { Procedure } from '../procedure.ts'
import type { Script, ScriptStep } from '../script.ts'

export type FoundKind = 'procedure' | 'article' | 'script' | 'unit' | 'person'

/** One thing that can be found, as the text it is found by. */
export interface SearchEntry {
  readonly kind: FoundKind
  readonly id: string
  /** Set where a step of a script was found and not the script as a whole. */
  readonly stepId: string | null
  readonly title: string
  /** What people call it, in the words of whoever wrote the record. */
  readonly synonyms: string
  /** What it belongs to: a step's script, and what people call that. */
  readonly context: string
  readonly contextSynonyms: string
  readonly body: string
}

/** Which records are searched, and as what they are found. */
export const searched: Readonly<Partial<Record<Entity, FoundKind>>> = {
  procedure: 'procedure',
  script: 'script',
  unit: 'unit',
  article: 'article',
  agent: 'person',
}

/** What a record is found by; its form was checked when it came in. */
export function entriesOf(kind: FoundKind, doc: unknown): SearchEntry[] {
  switch (kind) {
    case 'procedure':
      return procedureEntries(doc as Procedure)
    case 'script':
      return scriptEntries(doc as Script)
    case 'unit':
      return unitEntries(doc as Unit)
    case 'person':
      return personEntries(doc as Agent)
    case 'article':
      return articleEntries(doc as Article)
  }
}

function procedureEntries(procedure: Procedure): SearchEntry[] {
  const { procedureId, title, synonyms, lifeEvents, summary, audience, result, requirements } = procedure
  const papers = requirements.map(({ text }) => text)
  return [
    {
      ...whole('procedure', procedureId, title),
      synonyms: sentences([...synonyms, ...lifeEvents]),
      body: sentences([summary, audience.note, result?.text, ...papers]),
    },
  ]
}

/** Markdown's signs part words and are no words themselves, so the body is read as it is. */
function articleEntries({ articleId, title, synonyms, summary, body }: Article): SearchEntry[] {
  return [
    {
      ...whole('article', articleId, title),
      synonyms: sentences(synonyms),
      body: sentences([summary, body]),
    },
  ]
}

/**
 * The script as a whole, and each of its steps: an agent may remember only what one of them asks. What people say
 * for the script stands on the script alone: thirty steps with it would make its words look common.
 */
function scriptEntries({ scriptId, title, topics, synonyms = [], steps }: Script): SearchEntry[] {
  const topicWords = topics.map((topic) => topic.replaceAll('-', ' '))
  return [
    {
      ...whole('script', scriptId, title),
      synonyms: sentences([...topicWords, ...synonyms]),
      body: sentences(steps.map((step) => step.title)),
    },
    ...steps.map((step) => ({
      ...whole('script', scriptId, step.title),
      stepId: step.stepId,
      context: title,
      contextSynonyms: sentences(topicWords),
      body: sentences(spokenIn(step)),
    })),
  ]
}

function unitEntries({ unitId, name, hours, phone }: Unit): SearchEntry[] {
  return [{ ...whole('unit', unitId, name), body: sentences([phone && `Teléfono ${phone}`, hours]) }]
}

function personEntries({ agentId, name, queues }: Agent): SearchEntry[] {
  return [{ ...whole('person', agentId, name), body: queues.join(' · ') }]
}

const whole = (kind: FoundKind, id: string, title: string): SearchEntry => ({
  kind,
  id,
  stepId: null,
  title,
  synonyms: '',
  context: '',
  contextSynonyms: '',
  body: '',
})

function spokenIn(step: ScriptStep): string[] {
  return [
    ...step.say,
    ...step.do,
    ...step.fields.map(({ label }) => label),
    ...step.choices.map(({ label }) => label),
  ]
}

const sentences = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ')
