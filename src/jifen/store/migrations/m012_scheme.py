"""Step 12: schemes of rule books, meetings of more than a month, and points converted at a period's end.

A scheme is lines of a rule book's version: item and content, as the domain writes them. What it means for a meeting is
kept with the meeting when it is opened, so that sums need not ask which version held: the period it covers, and what of
its points can be spent. No row there: a month of its own, all of it spendable.
"""

import sqlite3
from pathlib import Path

from jifen.store.migrations.tools import guard, make_anew, run_script

APPEND_ONLY = ("conversion", "meeting_scheme", "scheme_line")

TABLES = """
-- How points are counted, beside the rules of a version; what is not said is as the default has it.
CREATE TABLE scheme_line (
  version_id INTEGER NOT NULL REFERENCES rulebook_version (id),
  item TEXT NOT NULL CHECK (item GLOB '[a-z]*' AND item NOT GLOB '*[^a-z-]*'),
  content TEXT NOT NULL CHECK (content <> ''),
  PRIMARY KEY (version_id, item)
) STRICT;

-- What the scheme in force made of a meeting: the period it covers (kept under its last month), what can be spent.
CREATE TABLE meeting_scheme (
  meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]*'),
  spendable TEXT NOT NULL CHECK (spendable IN ('all', 'awards', 'none') OR spendable GLOB 'above:[0-9-]*')
) STRICT;
CREATE INDEX meeting_scheme_operation ON meeting_scheme (operation_id);

-- Of which period's score an entry of the kind `conversion` makes points that can be spent.
CREATE TABLE conversion (
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]*')
) STRICT;
CREATE INDEX conversion_operation ON conversion (operation_id);
CREATE INDEX conversion_period ON conversion (period);
"""

ENTRY = """
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  household TEXT NOT NULL REFERENCES household (code),
  kind TEXT NOT NULL CHECK (kind IN ('award', 'deduction', 'reversal', 'opening', 'transfer', 'redemption', 'return',
                                     'carry-over', 'expiry', 'conversion')),
  points INTEGER NOT NULL CHECK (points <> 0),
  category TEXT,
  rule TEXT,
  wording TEXT,
  hides_actor INTEGER NOT NULL DEFAULT 0 CHECK (hides_actor IN (0, 1)),
  occurred_on TEXT CHECK (occurred_on IS date(occurred_on, '+0 days')),
  month TEXT,
  meeting_id INTEGER REFERENCES meeting (id),
  reason TEXT,
  actor TEXT,
  source_file_id INTEGER REFERENCES source_file (id),
  sheet TEXT,
  cell TEXT,
  reverses INTEGER REFERENCES entry (id),
  CHECK ((month IS NULL) = (meeting_id IS NULL)),
  CHECK ((month IS NULL) = (category IS NULL)),
  CHECK (kind NOT IN ('award', 'deduction') OR month IS NOT NULL),
  CHECK (kind IN ('award', 'deduction', 'reversal') OR month IS NULL),
  CHECK (kind <> 'reversal' OR reverses IS NOT NULL),
  CHECK (kind IN ('reversal', 'return') OR reverses IS NULL),
  CHECK (kind NOT IN ('award', 'return') OR points > 0),
  CHECK (kind NOT IN ('deduction', 'redemption', 'expiry') OR points < 0)
"""

NOTES = {"entry": "The ledger. Points in hundredths. An entry without a source file was made by hand."}
"""What docs/schema.md says of a table that is made anew here."""


def apply(connection: sqlite3.Connection) -> None:
    """Make the new tables, and the ledger anew, which may hold conversions from now on; every id and byte stays."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    for view in ("\u6d41\u6c34", "\u4f59\u989d"):
        connection.execute(f'DROP VIEW "{view}"')
    make_anew(connection, "entry", ENTRY)
    run_script(connection, TABLES)
    if connection.execute("PRAGMA foreign_key_check").fetchall() != broken:
        raise sqlite3.IntegrityError("foreign keys of step 12")
    guard(connection, *APPEND_ONLY)
    run_script(connection, Path(__file__).with_name("m012_views.sql").read_text(encoding="utf-8"))
