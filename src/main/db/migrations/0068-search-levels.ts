import type { Db } from '../open.ts'

/**
 * How present a stem is in an entry is worked out when the entry is written, and FTS5 keeps it as the column that
 * the stem stands in: eight levels, `a` least. Read through `search_levels`, a stem costs one look-up however many
 * entries hold it; ranking them by `bm25()` cost ten times as much. Everything is taken in anew, after the start.
 */
export function searchLevels(db: Db): void {
  db.exec(`
    DROP TABLE search_stems;
    CREATE VIRTUAL TABLE search_stems USING fts5 (
      a, b, c, d, e, f, g, h,
      content = '', contentless_delete = 1, detail = column,
      tokenize = "unicode61 remove_diacritics 0"
    );
    INSERT INTO search_stems (search_stems, rank) VALUES ('automerge', 0);
    INSERT INTO search_stems (search_stems, rank) VALUES ('crisismerge', 1999);
    CREATE VIRTUAL TABLE search_levels USING fts5vocab (search_stems, instance);

    DELETE FROM search_entries;
    DELETE FROM search_counts;
    DELETE FROM search_vocabulary;
    DELETE FROM search_pieces;
    INSERT OR IGNORE INTO search_backlog SELECT entity, id FROM knowledge;
  `)
}
