"""Step 13: scores set by decision, and spendable points for the best of a period.

A score that the meeting sets to nothing or to a named value is an entry like others; by which document it was decided,
and why, is kept beside it. What can be spent may be a number of points for the best: `best:30:10`.
"""

import sqlite3

from jifen.store.migrations.tools import guard, make_anew, run_script

APPEND_ONLY = ("score_decision",)

MEETING_SCHEME = """
  meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]*'),
  spendable TEXT NOT NULL CHECK (spendable IN ('all', 'awards', 'none') OR spendable GLOB 'above:[0-9-]*'
                                 OR spendable GLOB 'best:[0-9]*:[0-9]*')
"""

TABLES = """
-- A household's score of a meeting's period set by decision: `cleared` (taken down, mostly to nothing) or `repaired`
-- (brought up again). `score`: what it was set to, in hundredths. `evidence`: the document it was decided by.
CREATE TABLE score_decision (
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  household TEXT NOT NULL REFERENCES household (code),
  kind TEXT NOT NULL CHECK (kind IN ('cleared', 'repaired')),
  score INTEGER NOT NULL,
  evidence TEXT NOT NULL CHECK (evidence <> ''),
  reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX score_decision_operation ON score_decision (operation_id);
CREATE INDEX score_decision_meeting ON score_decision (meeting_id, household);
-- Decided without an entry: a quantity of the meeting that gave no points, be it what was claimed or another one.
DROP TRIGGER deed_event_without_entry;
CREATE TRIGGER deed_event_without_entry BEFORE INSERT ON deed_event
WHEN NEW.status = 'decided' AND NEW.entry_id IS NULL BEGIN
  SELECT RAISE(ABORT, 'deed entry')
  WHERE NOT EXISTS (
    SELECT 1 FROM quantity AS q JOIN deed AS d ON d.id = NEW.deed_id
    WHERE q.meeting_id = NEW.meeting_id AND q.household = d.household AND q.rule = d.rule AND q.entry_id IS NULL
  );
END;
"""

NOTES = {
    "meeting_scheme": "What the scheme in force made of a meeting: the period it covers (kept under its last month), "
    "what can be spent. `best:30:10`: ten points for each of the best thirty per cent."
}
"""What docs/schema.md says of a table that is made anew here."""


def apply(connection: sqlite3.Connection) -> None:
    """Make the new table, and what is kept of a meeting's scheme anew; every row stays."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    make_anew(connection, "meeting_scheme", MEETING_SCHEME)
    run_script(connection, TABLES)
    if connection.execute("PRAGMA foreign_key_check").fetchall() != broken:
        raise sqlite3.IntegrityError("foreign keys of step 13")
    guard(connection, *APPEND_ONLY)
