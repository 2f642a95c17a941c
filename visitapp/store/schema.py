"""The tables of the laptop's store as SQL, one text per migration; never edited after release.

``journal`` and ``received`` are immutable (triggers); ``asleep`` = µs the computer had slept since
its start; ``first`` = lowest n that no earlier receipt named. Bodies lie in a table of their own,
so that a legal erasure can remove a body while its entry stands. Everything below ``-- views`` is
made anew from the journal at any time; a script that adds to it says so to the next opening by
``views_due`` in ``meta``.
"""

FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE journal (
  place INTEGER PRIMARY KEY, incarnation TEXT NOT NULL, n INTEGER NOT NULL,
  hash TEXT NOT NULL UNIQUE, id TEXT NOT NULL, kind TEXT NOT NULL, visit TEXT, record TEXT,
  asleep INTEGER NOT NULL, raw BLOB NOT NULL, sig BLOB NOT NULL, UNIQUE (incarnation, n)
);
CREATE INDEX journal_visit ON journal (visit) WHERE visit IS NOT NULL;
CREATE INDEX journal_record ON journal (record) WHERE record IS NOT NULL;

CREATE TABLE received (
  seq INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, device TEXT NOT NULL,
  incarnation TEXT NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, visit TEXT, record TEXT,
  raw BLOB NOT NULL, sig BLOB NOT NULL, UNIQUE (device, incarnation, n)
);
CREATE INDEX received_visit ON received (visit) WHERE visit IS NOT NULL;
CREATE INDEX received_record ON received (record) WHERE record IS NOT NULL;

CREATE TABLE body (hash TEXT PRIMARY KEY, salt BLOB NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE erased (hash TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE placed (hash TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;

CREATE TRIGGER journal_once BEFORE INSERT ON journal WHEN EXISTS (
  SELECT 1 FROM journal WHERE (incarnation = NEW.incarnation AND n = NEW.n)
    OR hash = NEW.hash OR place = NEW.place)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER received_once BEFORE INSERT ON received WHEN EXISTS (
  SELECT 1 FROM received WHERE seq = NEW.seq OR hash = NEW.hash
    OR (device = NEW.device AND incarnation = NEW.incarnation AND n = NEW.n))
BEGIN SELECT RAISE(ABORT, 'received entries are append-only'); END;
CREATE TRIGGER received_stays BEFORE UPDATE ON received
BEGIN SELECT RAISE(ABORT, 'received entries are append-only'); END;
CREATE TRIGGER received_keeps BEFORE DELETE ON received
BEGIN SELECT RAISE(ABORT, 'received entries are append-only'); END;
CREATE TRIGGER body_once BEFORE INSERT ON body WHEN EXISTS (
  SELECT 1 FROM body WHERE hash = NEW.hash) OR EXISTS (SELECT 1 FROM erased WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'a body is written once'); END;
CREATE TRIGGER body_stays BEFORE UPDATE ON body
BEGIN SELECT RAISE(ABORT, 'a body is written once'); END;
CREATE TRIGGER body_keeps BEFORE DELETE ON body WHEN NOT EXISTS (
  SELECT 1 FROM erased WHERE hash = OLD.hash)
BEGIN SELECT RAISE(ABORT, 'a body goes only by a legal erasure'); END;
CREATE TRIGGER erased_stays BEFORE UPDATE ON erased
BEGIN SELECT RAISE(ABORT, 'an erasure stands'); END;
CREATE TRIGGER erased_keeps BEFORE DELETE ON erased
BEGIN SELECT RAISE(ABORT, 'an erasure stands'); END;

CREATE TABLE blob (
  sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, key BLOB, state TEXT NOT NULL DEFAULT 'here'
    CHECK (state IN ('here', 'kept', 'destroyed'))
) WITHOUT ROWID;
CREATE INDEX blob_waits ON blob (sha256) WHERE state = 'here';
CREATE TABLE copy (
  sha256 TEXT NOT NULL, kind TEXT NOT NULL, size INTEGER NOT NULL, key BLOB NOT NULL,
  sent INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (sha256, kind)
) WITHOUT ROWID;
CREATE INDEX copy_waits ON copy (sha256) WHERE kind = 'thumbnail' AND sent = 0;
CREATE TABLE attached (
  sha256 TEXT NOT NULL, hash TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (sha256, hash)
) WITHOUT ROWID;
CREATE INDEX attached_entry ON attached (hash);

CREATE TABLE receipt (
  place INTEGER PRIMARY KEY, incarnation TEXT NOT NULL, size INTEGER NOT NULL,
  bodies_upto INTEGER NOT NULL, durable_size INTEGER NOT NULL, server_time INTEGER NOT NULL,
  raw BLOB NOT NULL, sig BLOB NOT NULL, lapsed INTEGER NOT NULL DEFAULT 0, first INTEGER
);
CREATE INDEX receipt_branch ON receipt (incarnation, place);
CREATE INDEX receipt_first ON receipt (incarnation, first) WHERE first IS NOT NULL;
CREATE TRIGGER receipt_keeps BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'receipts are kept'); END;
CREATE VIEW outbox AS SELECT j.* FROM journal j WHERE j.n > coalesce((
  SELECT min(r.size, r.bodies_upto) FROM receipt r
  WHERE r.incarnation = j.incarnation AND r.lapsed = 0 ORDER BY r.place DESC LIMIT 1), 0);
CREATE TABLE receipted_blob (sha256 TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE number_pool (
  note_no TEXT PRIMARY KEY, nonce TEXT NOT NULL, taken INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX number_free ON number_pool (note_no) WHERE taken = 0;
CREATE TABLE certificate (device TEXT PRIMARY KEY, raw BLOB NOT NULL, sig BLOB NOT NULL)
  WITHOUT ROWID;

-- views
CREATE TABLE visit_row (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, promised INTEGER, state TEXT NOT NULL,
  outcome TEXT NOT NULL, note_no TEXT NOT NULL, staff TEXT NOT NULL, agreed TEXT NOT NULL,
  due_on TEXT NOT NULL, tail TEXT NOT NULL, rings INTEGER NOT NULL, photos INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX visit_promised ON visit_row (promised);
CREATE INDEX visit_customer ON visit_row (customer_id, promised);
CREATE INDEX visit_note ON visit_row (note_no) WHERE note_no <> '';
CREATE INDEX visit_due ON visit_row (due_on) WHERE due_on <> '';
CREATE INDEX visit_tail ON visit_row (tail);
CREATE TABLE record_row (
  rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, number TEXT NOT NULL,
  sort TEXT NOT NULL, tail TEXT NOT NULL, value TEXT NOT NULL
);
CREATE INDEX record_kind ON record_row (kind, sort);
CREATE INDEX record_number ON record_row (number) WHERE number <> '';
CREATE INDEX record_tail ON record_row (tail);
CREATE VIRTUAL TABLE record_search USING fts5 (
  pairs, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0"
);
"""

INCIDENTS = """
CREATE TABLE incident (
  id INTEGER PRIMARY KEY, what TEXT NOT NULL, detail TEXT NOT NULL, evidence BLOB NOT NULL,
  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, UNIQUE (what, detail)
);
"""

OF_PAPER = "kind IN ('papers_taken', 'papers_returned', 'note_handwritten')"
"""Entries that are looked for by kind and not by visit: no visit says which day they belong to."""
PAPERS = f"""
CREATE INDEX journal_papers ON journal (place) WHERE {OF_PAPER};
"""

NUMBERS = """
DROP INDEX visit_note;
CREATE TABLE visit_number (
  number TEXT NOT NULL, visit TEXT NOT NULL, PRIMARY KEY (number, visit)
) WITHOUT ROWID;
CREATE INDEX visit_number_visit ON visit_number (visit);
INSERT INTO meta SELECT 'views_due', x'01' WHERE EXISTS (SELECT 1 FROM body);
"""

SCRIPTS = (FIRST, INCIDENTS, PAPERS, NUMBERS)
VERSION = len(SCRIPTS)
VIEWS = ("visit_row", "visit_number", "record_row", "record_search")
