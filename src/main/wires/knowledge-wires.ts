import { createBundle } from '../features/bundle.ts'
import { createFeedback } from '../features/feedback.ts'
import { createKnowledge } from '../features/knowledge.ts'
import { createNews } from '../features/news.ts'
import { createPublishing } from '../features/publishing/publishing.ts'
import { createRecords } from '../features/records.ts'
import { createSearch } from '../features/search.ts'
import { installedBundle } from '../knowledge/install-bundle.ts'
import { today, type House, type Parts } from './house.ts'

/** What the city knows: found, read, told as news, and written by the leads. */
export function knowledgeParts(house: House): Pick<Parts, 'news' | 'publishing' | 'search'> {
  const { agentId, deps, outbox, sendSoon } = house
  const { announce, clock, newId, rows } = deps
  const news = createNews({
    rows,
    outbox,
    clock,
    newId,
    agentId,
    onChanged: () => announce('records.changed', {}),
    onIssued: sendSoon,
  })
  const publishing = createPublishing({
    rows,
    clock,
    newId,
    agentId,
    language: () => house.settings.current().language,
    today: () => today(house),
    ask: (question) => house.session.ask(question),
    onChanged: (which) => announce('publishing.changed', which),
  })
  return { news, publishing, search: createSearch({ rows }) }
}

/** Records as they are read, the bundle they came in, and what an agent finds wrong in them. */
export function knowledgeHandlers(house: House) {
  const { agentId, contactInHand, contacts, country, deps, inContact, knowledgeSync, news } = house
  const { announce, clock, newId, rows } = deps
  const records = createRecords({
    rows,
    clock,
    agentId,
    timeZone: house.timeZone,
    contactInHand,
    update: contacts.update,
    onOpened: ({ kind, id }) => news.opened({ entity: kind, id }),
    onChanged: () => announce('records.changed', {}),
  })
  const bundle = createBundle({
    installed: () => installedBundle(rows),
    refusal: knowledgeSync.refusal,
    installFile: knowledgeSync.installFile,
    signedIn: () => house.session.current() !== undefined,
    inContact,
  })
  const feedback = createFeedback({
    rows,
    outbox: house.outbox,
    clock,
    newId,
    agentId,
    contactInHand: () => contactInHand()?.interactionId,
    ask: (question) => house.session.ask(question),
    onIssued() {
      announce('feedback.changed', {})
      house.sendSoon()
    },
  })
  return {
    ...createKnowledge({ rows, country }).handlers,
    ...records.handlers,
    ...bundle.handlers,
    ...feedback.handlers,
  }
}
