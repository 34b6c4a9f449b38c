"""Step 1: operations, settings, households, rule books, meetings, the ledger, documents."""

import sqlite3

from jifen.store.migrations.tools import guard, run_script

APPEND_ONLY = (
    "operation",
    "source_file",
    "setting",
    "household",
    "household_event",
    "alias",
    "alias_removal",
    "rulebook_version",
    "rule",
    "meeting",
    "meeting_event",
    "meeting_fact",
    "meeting_sheet",
    "sheet_household",
    "document",
    "entry",
)

SCHEMA = """
-- One row for every command that changed the book. `today` is the civil day it was done on, `at` the instant (UTC).
CREATE TABLE operation (
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*Z'),
  today TEXT NOT NULL CHECK (today IS date(today, '+0 days')),
  operator TEXT NOT NULL CHECK (operator <> ''),
  details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details))
) STRICT;

-- A file a command read, with its bytes (zlib) where the book must be provable against it.
CREATE TABLE source_file (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  content BLOB
) STRICT;
CREATE INDEX source_file_sha256 ON source_file (sha256);

-- The last row of a name holds; no row means the default.
CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE household (
  code TEXT PRIMARY KEY CHECK (code = trim(code) AND length(code) BETWEEN 1 AND 20),
  operation_id INTEGER NOT NULL REFERENCES operation (id)
) STRICT;

-- Dated changes; an attribute that is NULL did not change. What a household is as of a day follows from these.
CREATE TABLE household_event (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  household TEXT NOT NULL REFERENCES household (code),
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  kind TEXT NOT NULL CHECK (kind IN ('registered', 'renamed', 'moved', 'away', 'suspended', 'left', 'returned',
                                     'split', 'merged', 'closed', 'updated')),
  head TEXT CHECK (head <> ''),
  grid TEXT CHECK (grid <> ''),
  villager_group TEXT,
  people INTEGER CHECK (people >= 0),
  tier TEXT,
  status TEXT CHECK (status IN ('active', 'away', 'suspended', 'left', 'closed')),
  other TEXT REFERENCES household (code),
  CHECK (kind <> 'registered' OR (head IS NOT NULL AND grid IS NOT NULL AND status IS NOT NULL))
) STRICT;
CREATE INDEX household_event_household ON household_event (household);

-- Answers a person gave once: which household a name means, which category a header names.
CREATE TABLE alias (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  kind TEXT NOT NULL CHECK (kind IN ('household', 'category')),
  key TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;
CREATE TABLE alias_removal (
  alias_id INTEGER PRIMARY KEY REFERENCES alias (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id)
) STRICT;

CREATE TABLE rulebook_version (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  effective_from TEXT NOT NULL CHECK (effective_from IS date(effective_from, '+0 days')),
  shipped INTEGER NOT NULL DEFAULT 0 CHECK (shipped IN (0, 1))
) STRICT;
CREATE TABLE rule (
  version_id INTEGER NOT NULL REFERENCES rulebook_version (id),
  code TEXT NOT NULL COLLATE NOCASE,
  position INTEGER NOT NULL,
  category TEXT NOT NULL,
  wording TEXT NOT NULL,
  points TEXT NOT NULL,
  unit TEXT NOT NULL DEFAULT '',
  caps TEXT NOT NULL DEFAULT '',
  needs_evidence INTEGER NOT NULL DEFAULT 0 CHECK (needs_evidence IN (0, 1)),
  hides_actor INTEGER NOT NULL DEFAULT 0 CHECK (hides_actor IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (version_id, code)
) STRICT;

-- One live meeting a month; its status is its last event.
CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  month TEXT NOT NULL CHECK (month || '-01' IS date(month || '-01', '+0 days'))
) STRICT;
CREATE INDEX meeting_month ON meeting (month);
CREATE TABLE meeting_event (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  status TEXT NOT NULL CHECK (status IN ('recorded', 'published', 'final', 'voided')),
  reason TEXT
) STRICT;
CREATE INDEX meeting_event_meeting ON meeting_event (meeting_id, id);
CREATE TRIGGER meeting_event_life BEFORE INSERT ON meeting_event BEGIN
  SELECT RAISE(ABORT, 'meeting life')
  WHERE NOT EXISTS (
    SELECT 1 FROM (
      SELECT (SELECT status FROM meeting_event WHERE meeting_id = NEW.meeting_id ORDER BY id DESC LIMIT 1) AS before
    )
    WHERE (before IS NULL AND NEW.status = 'recorded')
       OR (before = 'recorded' AND NEW.status IN ('published', 'voided'))
       OR (before = 'published' AND NEW.status IN ('final', 'voided'))
  );
END;
CREATE TRIGGER meeting_one_a_month BEFORE INSERT ON meeting BEGIN
  SELECT RAISE(ABORT, 'month taken')
  FROM meeting AS other
  WHERE other.month = NEW.month
    AND (SELECT status FROM meeting_event WHERE meeting_id = other.id ORDER BY id DESC LIMIT 1) IS NOT 'voided';
END;

-- What was recorded of a meeting. The last row of a name holds; `recusal`, `note` and `allowance` hold all rows.
CREATE TABLE meeting_fact (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  name TEXT NOT NULL CHECK (name IN ('held_on', 'place', 'chair', 'recorder', 'expected', 'present', 'panel',
                                     'supervisors', 'recusal', 'note', 'allowance')),
  value TEXT NOT NULL
) STRICT;
CREATE INDEX meeting_fact_meeting ON meeting_fact (meeting_id);

-- Sheets a month was taken from. In force: the last `base` operation's and the `add`ed ones since.
CREATE TABLE meeting_sheet (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  source_file_id INTEGER NOT NULL REFERENCES source_file (id),
  role TEXT NOT NULL CHECK (role IN ('base', 'add')),
  name TEXT NOT NULL,
  layout TEXT NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  entry_count INTEGER NOT NULL CHECK (entry_count >= 0),
  skipped INTEGER NOT NULL DEFAULT 0 CHECK (skipped >= 0)
) STRICT;
CREATE INDEX meeting_sheet_meeting ON meeting_sheet (meeting_id);
CREATE TABLE sheet_household (
  sheet_id INTEGER NOT NULL REFERENCES meeting_sheet (id),
  household TEXT NOT NULL REFERENCES household (code),
  PRIMARY KEY (sheet_id, household)
) STRICT, WITHOUT ROWID;

-- What was published, frozen. One gap-free sequence of numbers a year over all kinds.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  kind TEXT NOT NULL CHECK (kind IN ('monthly', 'correction', 'void', 'board', 'board-correction', 'board-current',
                                     'redemption')),
  period TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting (id),
  corrects INTEGER REFERENCES document (id),
  year INTEGER NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  number TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE CHECK (code GLOB '????-????-????-????'),
  notice_from TEXT CHECK (notice_from IS date(notice_from, '+0 days')),
  notice_to TEXT CHECK (notice_to IS date(notice_to, '+0 days')),
  content TEXT NOT NULL CHECK (json_valid(content)),
  UNIQUE (year, seq),
  CHECK (notice_from <= notice_to)
) STRICT;
CREATE TRIGGER document_gap_free BEFORE INSERT ON document BEGIN
  SELECT RAISE(ABORT, 'document number')
  WHERE NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM document WHERE year = NEW.year);
END;

-- The ledger. Points in hundredths. An entry without a source file was made by hand.
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  household TEXT NOT NULL REFERENCES household (code),
  kind TEXT NOT NULL CHECK (kind IN ('award', 'deduction', 'reversal', 'opening', 'transfer', 'redemption', 'return',
                                     'carry-over', 'expiry')),
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
) STRICT;
CREATE INDEX entry_figures ON entry (household, kind, points);
CREATE UNIQUE INDEX entry_reverses ON entry (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entry_month ON entry (month, household);
CREATE INDEX entry_operation ON entry (operation_id);
CREATE TRIGGER entry_reversal BEFORE INSERT ON entry WHEN NEW.reverses IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'reversal') WHERE NOT EXISTS (
    SELECT 1 FROM entry AS old
    WHERE old.id = NEW.reverses AND old.kind NOT IN ('reversal', 'return') AND old.household = NEW.household
      AND old.points = -NEW.points AND old.month IS NEW.month AND old.meeting_id IS NEW.meeting_id
      AND old.category IS NEW.category AND old.rule IS NEW.rule
      AND (NEW.kind = 'reversal' OR old.kind = 'redemption')
  ) OR EXISTS (SELECT 1 FROM entry WHERE reverses = NEW.reverses);
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Create the tables and guard the append-only ones."""
    run_script(connection, SCHEMA)
    guard(connection, *APPEND_ONLY)
