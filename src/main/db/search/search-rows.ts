import { entriesOf, searched, type FoundKind } from '../../../shared/domain/search/entries.ts'
import type { Db } from '../open.ts'
import { createSearchFinder, type SearchFinder } from './search-finder.ts'
import { createSearchWriter, type SearchWriter } from './search-writer.ts'

export interface SearchRows extends SearchFinder, SearchWriter {
  /** Takes in one record that was in the cache before it could be searched; false when there is none left. */
  catchUp(): boolean
}

export function createSearchRows(db: Db): SearchRows {
  const writer = createSearchWriter(db)
  const selectLate = db.prepare<[], { entity: keyof typeof searched; id: string; doc: string }>(
    'SELECT entity, id, doc FROM search_backlog JOIN knowledge USING (entity, id) LIMIT 1',
  )
  const done = db.prepare('DELETE FROM search_backlog WHERE entity = ? AND id = ?')
  const clear = db.prepare('DELETE FROM search_backlog')

  return {
    ...createSearchFinder(db),
    ...writer,
    catchUp: db.transaction(() => {
      const late = selectLate.get()
      if (!late) {
        clear.run()
        return false
      }
      const kind: FoundKind | undefined = searched[late.entity]
      if (kind) writer.put(kind, late.id, entriesOf(kind, JSON.parse(late.doc)))
      done.run(late.entity, late.id)
      return true
    }),
  }
}
