import type { Db } from '../open.ts'

/**
 * What is found by which word, after Spanish stemming, which FTS5 cannot do itself: it is given stems. What the
 * cache held before waits in `search_backlog` until the desk has started.
 */
export function search(db: Db): void {
  db.exec(`
    DROP TABLE knowledge_words;

    -- As written, for the screen, and as stems, to rank by.
    CREATE TABLE search_entries (
      entry    INTEGER PRIMARY KEY,
      kind     TEXT NOT NULL,
      id       TEXT NOT NULL,
      step_id  TEXT,
      title    TEXT NOT NULL,
      synonyms TEXT NOT NULL,
      context  TEXT NOT NULL,
      body     TEXT NOT NULL,
      stems    TEXT NOT NULL
    ) STRICT;
    CREATE INDEX search_entries_of ON search_entries (kind, id);

    CREATE VIRTUAL TABLE search_stems USING fts5 (
      title, synonyms, context, body,
      content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
    );
    -- Left to itself FTS5 merges in the middle of a commit for up to 80 ms; here it is told when, a little at a time.
    INSERT INTO search_stems (search_stems, rank) VALUES ('automerge', 0);
    INSERT INTO search_stems (search_stems, rank) VALUES ('crisismerge', 1999);

    -- In how many entries a stem stands; '' counts them all.
    CREATE TABLE search_counts (
      stem    TEXT PRIMARY KEY,
      entries INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Every word as it was written, without accents: for beginnings of words and for slips of the hand and the ear.
    CREATE TABLE search_vocabulary (
      word  TEXT PRIMARY KEY,
      stem  TEXT NOT NULL,
      sound TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX search_vocabulary_sound ON search_vocabulary (sound, word);

    -- Each longer word with one letter left out: two words one edit apart meet here.
    CREATE TABLE search_pieces (
      piece TEXT NOT NULL,
      word  TEXT NOT NULL,
      PRIMARY KEY (piece, word)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE search_backlog (
      entity TEXT NOT NULL,
      id     TEXT NOT NULL,
      PRIMARY KEY (entity, id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO search_backlog SELECT entity, id FROM knowledge;
  `)
}
