"""Step 2: objections, vetoes, the red and black list."""

import sqlite3

from jifen.store.migrations.tools import guard, run_script

APPEND_ONLY = (
    "objection",
    "objection_decision",
    "veto",
    "veto_lift",
    "board_draft",
    "board_review",
    "board_line",
    "board_change",
)

SCHEMA = """
-- An objection to a document, and if given to one ledger line. `late`: filed after the window, blocks nothing.
CREATE TABLE objection (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  document_id INTEGER NOT NULL REFERENCES document (id),
  household TEXT NOT NULL REFERENCES household (code),
  entry_id INTEGER REFERENCES entry (id),
  filed_on TEXT NOT NULL CHECK (filed_on IS date(filed_on, '+0 days')),
  due_on TEXT NOT NULL CHECK (due_on IS date(due_on, '+0 days')),
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX objection_entry ON objection (entry_id);
CREATE TABLE objection_decision (
  objection_id INTEGER PRIMARY KEY REFERENCES objection (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('upheld', 'rejected')),
  decided_on TEXT NOT NULL CHECK (decided_on IS date(decided_on, '+0 days')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  document_id INTEGER REFERENCES document (id)
) STRICT;

-- Vetoes: a record; it never changes points. `to_date` NULL: until lifted.
CREATE TABLE veto (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  household TEXT NOT NULL REFERENCES household (code),
  ground TEXT NOT NULL CHECK (ground <> ''),
  evidence TEXT NOT NULL CHECK (evidence <> ''),
  from_date TEXT NOT NULL CHECK (from_date IS date(from_date, '+0 days')),
  to_date TEXT CHECK (to_date IS date(to_date, '+0 days')),
  CHECK (to_date IS NULL OR from_date <= to_date)
) STRICT;
CREATE TABLE veto_lift (
  veto_id INTEGER PRIMARY KEY REFERENCES veto (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  lifted_on TEXT NOT NULL CHECK (lifted_on IS date(lifted_on, '+0 days'))
) STRICT;

-- A draft of the list: the ranking and the candidates as they stood (JSON), to see later whether they changed.
CREATE TABLE board_draft (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  period TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
-- The review workbook read back: decisions and texts (JSON) for one draft. The last one holds.
CREATE TABLE board_review (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  draft_id INTEGER NOT NULL REFERENCES board_draft (id),
  source_file_id INTEGER NOT NULL REFERENCES source_file (id),
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
-- The lines of a published list, as published.
CREATE TABLE board_line (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  document_id INTEGER NOT NULL REFERENCES document (id),
  list TEXT NOT NULL CHECK (list IN ('red', 'black')),
  household TEXT NOT NULL REFERENCES household (code),
  until TEXT CHECK (until IS date(until, '+0 days')),
  content TEXT NOT NULL CHECK (json_valid(content)),
  UNIQUE (document_id, household)
) STRICT;
-- What happened to a line since: taken off as wrong, its reason text changed, or put right (delisted).
CREATE TABLE board_change (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  line_id INTEGER NOT NULL REFERENCES board_line (id),
  kind TEXT NOT NULL CHECK (kind IN ('removed', 'reason', 'delisted')),
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  text TEXT,
  reason TEXT NOT NULL CHECK (reason <> ''),
  document_id INTEGER REFERENCES document (id)
) STRICT;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Create the tables and guard the append-only ones."""
    run_script(connection, SCHEMA)
    guard(connection, *APPEND_ONLY)
