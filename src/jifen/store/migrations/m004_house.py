"""Step 4: kinds of documents that can grow, days named `*_on`, rounds of redemption, constraints, views, village id.

What a column is for ever is a CHECK of its table; what later issues will widen (the forms of a rule's points, the facts
of a meeting) is a trigger, which a later step drops and writes again without touching a row. Triggers also hold in
programs that leave foreign keys off, and rows that stood before are left as they are: an old book is never refused.
Hence no table is made anew but `document`, whose old CHECK listed the kinds, and the ledger is not rewritten at all.
"""

import sqlite3
from pathlib import Path

from jifen.store.migrations.tools import guard, run_script, without_triggers

APPEND_ONLY = ("document_kind", "document", "village", "redemption_round", "round_event", "round_price")
"""Made here, or guarded anew because their names changed."""

RENAMED_TABLES = {
    "redemption_session": "redemption_round",
    "session_event": "round_event",
    "session_price": "round_price",
}
RENAMED_COLUMNS = (
    ("operation", "at", "done_at"),
    ("operation", "today", "done_on"),
    ("household_event", "on_date", "effective_on"),
    ("rulebook_version", "effective_from", "effective_on"),
    ("board_line", "until", "ends_on"),
    ("board_change", "on_date", "changed_on"),
    ("veto", "from_date", "starts_on"),
    ("veto", "to_date", "ends_on"),
    ("item_event", "on_date", "effective_on"),
    ("lot", "best_before", "best_before_on"),
    ("fund_entry", "on_date", "booked_on"),
    ("redemption_round", "from_date", "starts_on"),
    ("redemption_round", "to_date", "ends_on"),
    ("round_event", "session_id", "round_id"),
    ("round_price", "session_id", "round_id"),
    ("redemption_import", "session_id", "round_id"),
    ("receipt", "session_id", "round_id"),
    ("receipt", "on_date", "redeemed_on"),
    ("receipt_return", "on_date", "returned_on"),
)

NOTES = {
    "operation": "A row for every command that changed the book: `done_on` the civil day, `done_at` the instant (UTC).",
    "document": "What was published, frozen. One gap-free sequence of numbers a year over all kinds.",
    "veto": "Vetoes: a record; it never changes points. `ends_on` NULL: until lifted.",
    "redemption_round": "A round of redemption, one a quarter; open from its first event until closed.",
}
"""What docs/schema.md says of tables whose words changed here."""

NEW_TABLES = """
-- The kinds a document may have. A later step adds a row for a kind of its own.
CREATE TABLE document_kind (
  kind TEXT PRIMARY KEY CHECK (kind GLOB '[a-z]*' AND kind NOT GLOB '*[^a-z-]*'),
  title TEXT NOT NULL CHECK (title <> '')
) STRICT;

-- One row: a random name of the village's book that no command sets and no copy changes.
CREATE TABLE village (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  village_id TEXT NOT NULL CHECK (length(village_id) = 32 AND village_id NOT GLOB '*[^0-9a-f]*')
) STRICT;
INSERT INTO village (id, village_id) VALUES (1, lower(hex(randomblob(16))));
"""

DOCUMENT = """
CREATE TABLE document_anew (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  kind TEXT NOT NULL REFERENCES document_kind (kind),
  period TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting (id),
  corrects INTEGER REFERENCES document (id),
  year INTEGER NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  number TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE CHECK (code GLOB '????-????-????-????'),
  notice_starts_on TEXT CHECK (notice_starts_on IS date(notice_starts_on, '+0 days')),
  notice_ends_on TEXT CHECK (notice_ends_on IS date(notice_ends_on, '+0 days')),
  content TEXT NOT NULL CHECK (json_valid(content)),
  UNIQUE (year, seq),
  CHECK (notice_starts_on <= notice_ends_on)
) STRICT;
INSERT INTO document_anew (id, operation_id, kind, period, meeting_id, corrects, year, seq, number, code,
  notice_starts_on, notice_ends_on, content)
SELECT id, operation_id, kind, period, meeting_id, corrects, year, seq, number, code, notice_from, notice_to, content
FROM document ORDER BY id;
DROP TABLE document;
ALTER TABLE document_anew RENAME TO document;
"""

RULES = """
CREATE INDEX entry_meeting ON entry (meeting_id);
CREATE INDEX document_corrects ON document (corrects) WHERE corrects IS NOT NULL;
CREATE INDEX document_meeting ON document (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX objection_document ON objection (document_id);
CREATE INDEX receipt_round ON receipt (round_id, household);

CREATE TRIGGER document_gap_free BEFORE INSERT ON document BEGIN
  SELECT RAISE(ABORT, 'document number')
  WHERE NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM document WHERE year = NEW.year);
END;
-- Also where foreign keys are off.
CREATE TRIGGER document_of_a_kind BEFORE INSERT ON document BEGIN
  SELECT RAISE(ABORT, 'document kind') WHERE NOT EXISTS (SELECT 1 FROM document_kind WHERE kind = NEW.kind);
END;

-- An entry's month is its meeting's.
CREATE TRIGGER entry_month_of_meeting BEFORE INSERT ON entry WHEN NEW.meeting_id IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'entry month')
  WHERE NOT EXISTS (SELECT 1 FROM meeting WHERE id = NEW.meeting_id AND month = NEW.month);
END;

CREATE TRIGGER meeting_fact_form BEFORE INSERT ON meeting_fact BEGIN
  SELECT RAISE(ABORT, 'meeting fact')
  WHERE (NEW.name = 'held_on' AND NEW.value IS NOT date(NEW.value, '+0 days'))
     OR (NEW.name IN ('expected', 'present') AND (NEW.value = '' OR NEW.value GLOB '*[^0-9]*'));
END;

-- Points: `+2`, `-3~-15`, `+2/+5`. Each part has its sign, at most two decimals and is not zero; all of one sign.
CREATE TRIGGER rule_points_form BEFORE INSERT ON rule BEGIN
  SELECT RAISE(ABORT, 'rule points')
  WHERE NEW.points GLOB '*[^0-9.+~/-]*' OR (NEW.points GLOB '*+*' AND NEW.points GLOB '*-*')
     OR (NEW.points GLOB '*~*' AND (NEW.points GLOB '*~*~*' OR NEW.points GLOB '*/*'))
     OR EXISTS (
       SELECT 1 FROM json_each('["' || replace(replace(NEW.points, '~', '/'), '/', '","') || '"]')
       WHERE value NOT GLOB '[+-][0-9]*' OR substr(value, 2) GLOB '*[^0-9.]*' OR value NOT GLOB '*[0-9]'
          OR value GLOB '*.*.*' OR value GLOB '*.???*' OR CAST(value AS REAL) = 0
     );
END;
-- Caps: `6/month,10/year,5/event` or nothing.
CREATE TRIGGER rule_caps_form BEFORE INSERT ON rule WHEN NEW.caps <> '' BEGIN
  SELECT RAISE(ABORT, 'rule caps')
  WHERE NEW.caps GLOB '*[^0-9a-z.,/]*' OR EXISTS (
    SELECT 1 FROM json_each('["' || replace(NEW.caps, ',', '","') || '"]')
    WHERE value NOT GLOB '[0-9]*/*' OR substr(value, instr(value, '/')) NOT IN ('/event', '/month', '/year')
       OR substr(value, 1, instr(value, '/') - 1) GLOB '*[^0-9.]*' OR value NOT GLOB '*[0-9]/*'
       OR value GLOB '*.*.*' OR value GLOB '*.???*/*'
  );
END;

-- A round is opened once and closed once; one is open at a time; goods go out and prices are set while it is open.
CREATE TRIGGER round_event_life BEFORE INSERT ON round_event BEGIN
  SELECT RAISE(ABORT, 'round life')
  WHERE (SELECT status FROM round_event WHERE round_id = NEW.round_id ORDER BY id DESC LIMIT 1)
    IS NOT CASE NEW.status WHEN 'closed' THEN 'open' END;
  SELECT RAISE(ABORT, 'round open')
  WHERE NEW.status = 'open' AND EXISTS (
    SELECT 1 FROM round_event AS o WHERE o.status = 'open'
    AND NOT EXISTS (SELECT 1 FROM round_event WHERE round_id = o.round_id AND status = 'closed')
  );
END;
CREATE TRIGGER round_price_while_open BEFORE INSERT ON round_price BEGIN
  SELECT RAISE(ABORT, 'round closed')
  WHERE (SELECT status FROM round_event WHERE round_id = NEW.round_id ORDER BY id DESC LIMIT 1) IS NOT 'open';
END;
CREATE TRIGGER redemption_import_while_open BEFORE INSERT ON redemption_import BEGIN
  SELECT RAISE(ABORT, 'round closed')
  WHERE (SELECT status FROM round_event WHERE round_id = NEW.round_id ORDER BY id DESC LIMIT 1) IS NOT 'open';
END;
CREATE TRIGGER receipt_while_open BEFORE INSERT ON receipt BEGIN
  SELECT RAISE(ABORT, 'round closed')
  WHERE (SELECT status FROM round_event WHERE round_id = NEW.round_id ORDER BY id DESC LIMIT 1) IS NOT 'open';
  SELECT RAISE(ABORT, 'receipt import')
  WHERE NEW.import_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM redemption_import WHERE id = NEW.import_id AND round_id = NEW.round_id);
END;
CREATE TRIGGER receipt_line_while_open BEFORE INSERT ON receipt_line BEGIN
  SELECT RAISE(ABORT, 'round closed')
  WHERE (SELECT status FROM round_event WHERE round_id = (SELECT round_id FROM receipt WHERE id = NEW.receipt_id)
    ORDER BY id DESC LIMIT 1) IS NOT 'open';
END;
-- Given back, also later: by the answer to what paid for it, and no other.
CREATE TRIGGER receipt_return_entry BEFORE INSERT ON receipt_return BEGIN
  SELECT RAISE(ABORT, 'receipt return')
  WHERE NOT EXISTS (
    SELECT 1 FROM receipt_line AS l JOIN entry AS e ON e.reverses = l.entry_id
    WHERE l.id = NEW.line_id AND e.id = NEW.entry_id AND e.kind = 'return'
  );
END;

-- A year has one closing that was not taken back; a policy has what it needs and nothing else.
CREATE TRIGGER year_close_once BEFORE INSERT ON year_close BEGIN
  SELECT RAISE(ABORT, 'year closed')
  FROM year_close AS c
  WHERE c.year = NEW.year AND NOT EXISTS (SELECT 1 FROM year_close_revert WHERE year_close_id = c.id);
END;
CREATE TRIGGER year_close_policy BEFORE INSERT ON year_close BEGIN
  SELECT RAISE(ABORT, 'year policy')
  WHERE (NEW.policy = 'cap') <> (NEW.max_points IS NOT NULL)
     OR (NEW.policy = 'expire-after') <> (NEW.months IS NOT NULL);
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Rename, make `document` anew with every id and byte it had, add constraints, indexes and views."""
    before = _broken_keys(connection)
    run_script(connection, NEW_TABLES)
    run_script(connection, _data("m004_kinds.sql"))
    run_script(connection, DOCUMENT)
    if _broken_keys(connection) != before:
        raise sqlite3.IntegrityError("foreign keys of document")
    _rename(connection)
    run_script(connection, RULES)
    guard(connection, *APPEND_ONLY)
    run_script(connection, _data("m004_views.sql"))


def _broken_keys(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """What an old book may have had wrong before this step is not this step's to refuse."""
    return connection.execute("PRAGMA foreign_key_check").fetchall()


def _rename(connection: sqlite3.Connection) -> None:
    connection.execute("DROP INDEX receipt_session")
    with without_triggers(connection):
        for old, new in RENAMED_TABLES.items():
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")
        for table, old, new in RENAMED_COLUMNS:
            connection.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")


def _data(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
