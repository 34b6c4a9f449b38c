"""Step 10: what happens between meetings (deeds, activities, matters, grids) and the year's honours.

A deed is a claim and posts nothing; a meeting decides it, and what it posts is an entry like any other. A matter never
touches points. A list may be any list, not red or black alone: honours go the way of the list, with kinds of their own.
"""

import sqlite3
from pathlib import Path

from jifen.store.migrations.tools import guard, run_script

APPEND_ONLY = (
    *("activity", "activity_event", "attendance", "deed", "deed_event", "grid_event", "grid_meeting"),
    *("honour_draft", "matter", "matter_event", "photo"),
)

STANDING = "operation_id NOT IN (SELECT undone_id FROM undo)"

TABLES = """
-- An event the village calls people to: what rule it counts under, and how many may come.
CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  name TEXT NOT NULL CHECK (name <> ''),
  held_on TEXT NOT NULL CHECK (held_on IS date(held_on, '+0 days')),
  rule TEXT NOT NULL CHECK (rule <> ''),
  place TEXT NOT NULL DEFAULT '',
  quota INTEGER CHECK (quota >= 1)
) STRICT;
CREATE INDEX activity_operation ON activity (operation_id);

-- What became of it: held (attendance was taken) or cancelled. No row: planned.
CREATE TABLE activity_event (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  activity_id INTEGER NOT NULL REFERENCES activity (id),
  status TEXT NOT NULL CHECK (status IN ('held', 'cancelled')),
  reason TEXT CHECK (reason <> ''),
  source_file_id INTEGER REFERENCES source_file (id),
  CHECK ((status = 'cancelled') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX activity_event_activity ON activity_event (activity_id, id);
CREATE INDEX activity_event_operation ON activity_event (operation_id);

-- Who came, a row a person. `times` (hundredths): hours, where the rule counts them.
CREATE TABLE attendance (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  activity_id INTEGER NOT NULL REFERENCES activity (id),
  household TEXT NOT NULL REFERENCES household (code),
  person TEXT NOT NULL CHECK (person <> ''),
  times INTEGER CHECK (times > 0)
) STRICT;
CREATE INDEX attendance_activity ON attendance (activity_id);
CREATE INDEX attendance_operation ON attendance (operation_id);

-- A matter: something that troubles people and is to be settled in steps. `flow`: its kind as it was when it began, so
-- that it keeps its steps. It names at most one household and never stands on a wall.
CREATE TABLE matter (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  kind TEXT NOT NULL CHECK (kind GLOB '[a-z]*' AND kind NOT GLOB '*[^a-z0-9-]*'),
  flow TEXT NOT NULL CHECK (json_valid(flow)),
  household TEXT REFERENCES household (code),
  grid TEXT CHECK (grid <> ''),
  text TEXT NOT NULL CHECK (text <> ''),
  reported_by TEXT CHECK (reported_by <> ''),
  source_file_id INTEGER REFERENCES source_file (id),
  sheet TEXT,
  cell TEXT
) STRICT;
CREATE INDEX matter_operation ON matter (operation_id);

-- Everything that happened to a matter, its opening first. `happened_at`: the minute on the village's clock.
CREATE TABLE matter_event (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  kind TEXT NOT NULL CHECK (kind IN ('opened', 'step', 'transferred', 'urged', 'called-back', 'reopened', 'closed',
                                     'rated')),
  step TEXT CHECK (step <> ''),
  happened_at TEXT NOT NULL
    CHECK (happened_at GLOB '????-??-??T??:??' AND strftime('%Y-%m-%dT%H:%M', happened_at, '+0 days') IS happened_at),
  person TEXT CHECK (person <> ''),
  note TEXT CHECK (note <> ''),
  outcome TEXT CHECK (outcome IN ('solved', 'unsolved', 'withdrawn')),
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  CHECK ((kind = 'closed') = (outcome IS NOT NULL)),
  CHECK ((kind = 'rated') = (rating IS NOT NULL)),
  CHECK ((kind = 'step') = (step IS NOT NULL))
) STRICT;
CREATE INDEX matter_event_matter ON matter_event (matter_id, id);
CREATE INDEX matter_event_operation ON matter_event (operation_id);

-- A deed as somebody jotted it down: a claim. `points` are what is claimed, `times` (hundredths) how often or how long.
CREATE TABLE deed (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  household TEXT NOT NULL REFERENCES household (code),
  occurred_on TEXT NOT NULL CHECK (occurred_on IS date(occurred_on, '+0 days')),
  rule TEXT CHECK (rule <> ''),
  category TEXT NOT NULL CHECK (category <> ''),
  times INTEGER CHECK (times > 0),
  points INTEGER NOT NULL CHECK (points <> 0),
  reported_by TEXT CHECK (reported_by <> ''),
  note TEXT NOT NULL DEFAULT '',
  activity_id INTEGER REFERENCES activity (id),
  matter_id INTEGER REFERENCES matter (id),
  source_file_id INTEGER REFERENCES source_file (id),
  sheet TEXT,
  cell TEXT,
  CHECK (times IS NULL OR rule IS NOT NULL)
) STRICT;
CREATE INDEX deed_household ON deed (household, occurred_on);
CREATE INDEX deed_operation ON deed (operation_id);

-- What became of a deed; the last row that stands holds, no row means open. `open` again: its meeting was voided, or
-- its sheet replaced by one that does not decide it.
CREATE TABLE deed_event (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  deed_id INTEGER NOT NULL REFERENCES deed (id),
  status TEXT NOT NULL CHECK (status IN ('decided', 'refused', 'withdrawn', 'open')),
  meeting_id INTEGER REFERENCES meeting (id),
  entry_id INTEGER REFERENCES entry (id),
  reason TEXT CHECK (reason <> ''),
  CHECK (status NOT IN ('decided', 'refused') OR meeting_id IS NOT NULL),
  CHECK ((status = 'decided') = (entry_id IS NOT NULL)),
  CHECK (status <> 'withdrawn' OR reason IS NOT NULL)
) STRICT;
CREATE INDEX deed_event_deed ON deed_event (deed_id, id);
CREATE INDEX deed_event_entry ON deed_event (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX deed_event_meeting ON deed_event (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX deed_event_operation ON deed_event (operation_id);

-- Which pictures belong to a deed or to a step of a matter; the pictures lie beside the book, by their content.
CREATE TABLE photo (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  format TEXT NOT NULL CHECK (format IN ('jpeg', 'png')),
  deed_id INTEGER REFERENCES deed (id),
  matter_event_id INTEGER REFERENCES matter_event (id),
  CHECK ((deed_id IS NULL) <> (matter_event_id IS NULL))
) STRICT;
CREATE INDEX photo_deed ON photo (deed_id) WHERE deed_id IS NOT NULL;
CREATE INDEX photo_matter_event ON photo (matter_event_id) WHERE matter_event_id IS NOT NULL;
CREATE INDEX photo_operation ON photo (operation_id);

-- A grid's name, who leads it and who works in it; what is NULL did not change.
CREATE TABLE grid_event (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  grid TEXT NOT NULL CHECK (grid <> ''),
  effective_on TEXT NOT NULL CHECK (effective_on IS date(effective_on, '+0 days')),
  name TEXT,
  lead TEXT,
  worker TEXT,
  CHECK (coalesce(name, lead, worker) IS NOT NULL)
) STRICT;
CREATE INDEX grid_event_grid ON grid_event (grid, effective_on);
CREATE INDEX grid_event_operation ON grid_event (operation_id);

-- The grid workers' regular meeting: who came (JSON, names) and what was decided.
CREATE TABLE grid_meeting (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  held_on TEXT NOT NULL CHECK (held_on IS date(held_on, '+0 days')),
  present TEXT NOT NULL CHECK (json_valid(present)),
  note TEXT NOT NULL CHECK (note <> '')
) STRICT;
CREATE INDEX grid_meeting_operation ON grid_meeting (operation_id);

-- Which drafts are of an honour and not of the red and black list, and its kind as it was when it was drafted.
CREATE TABLE honour_draft (
  draft_id INTEGER PRIMARY KEY REFERENCES board_draft (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  kind TEXT NOT NULL CHECK (kind GLOB '[a-z]*' AND kind NOT GLOB '*[^a-z0-9-]*'),
  rules TEXT NOT NULL CHECK (json_valid(rules))
) STRICT;
CREATE INDEX honour_draft_operation ON honour_draft (operation_id);
"""

BOARD_LINE = """
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  document_id INTEGER NOT NULL REFERENCES document (id),
  list TEXT NOT NULL CHECK (list GLOB '[a-z]*' AND list NOT GLOB '*[^a-z0-9-]*'),
  household TEXT NOT NULL REFERENCES household (code),
  ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days')),
  content TEXT NOT NULL CHECK (json_valid(content)),
  UNIQUE (document_id, household)
"""

NOTES = {"board_line": "The lines of a published list, as published. `list`: red, black, or that of an honour."}
"""What docs/schema.md says of a table that is made anew here."""

TRIGGERS = f"""
-- Planned, then held or cancelled; nothing after it stands.
CREATE TRIGGER activity_event_life BEFORE INSERT ON activity_event BEGIN
  SELECT RAISE(ABORT, 'activity life') FROM activity_event
  WHERE activity_id = NEW.activity_id AND {STANDING};
END;

-- Decided, refused or withdrawn once; open again only where a meeting had decided.
CREATE TRIGGER deed_event_life BEFORE INSERT ON deed_event BEGIN
  SELECT RAISE(ABORT, 'deed life')
  WHERE NOT EXISTS (
    SELECT 1 FROM (
      SELECT coalesce((SELECT status FROM deed_event WHERE deed_id = NEW.deed_id AND {STANDING}
        ORDER BY id DESC LIMIT 1), 'open') AS before
    )
    WHERE (NEW.status = 'open' AND before IN ('decided', 'refused')) OR (NEW.status <> 'open' AND before = 'open')
  );
END;
CREATE TRIGGER deed_event_entry_of_household BEFORE INSERT ON deed_event WHEN NEW.entry_id IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'deed entry')
  WHERE NOT EXISTS (
    SELECT 1 FROM entry AS e JOIN deed AS d ON d.id = NEW.deed_id
    WHERE e.id = NEW.entry_id AND e.household = d.household AND e.kind IN ('award', 'deduction')
  );
END;

-- Opened first and once; once closed it is only rated, called back about, or opened again.
CREATE TRIGGER matter_event_life BEFORE INSERT ON matter_event BEGIN
  SELECT RAISE(ABORT, 'matter life')
  WHERE (NEW.kind = 'opened') = EXISTS (SELECT 1 FROM matter_event WHERE matter_id = NEW.matter_id);
  SELECT RAISE(ABORT, 'matter life')
  WHERE NEW.kind <> 'called-back' AND (NEW.kind IN ('reopened', 'rated')) <> (coalesce((
    SELECT kind FROM matter_event WHERE matter_id = NEW.matter_id AND kind IN ('closed', 'reopened') AND {STANDING}
    ORDER BY id DESC LIMIT 1
  ), '') = 'closed');
  SELECT RAISE(ABORT, 'matter time')
  FROM matter_event WHERE matter_id = NEW.matter_id AND happened_at > NEW.happened_at AND {STANDING};
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the new tables, and the lines of lists anew, whose `list` may be any from now on."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.execute("CREATE TEMP TABLE waiting AS SELECT * FROM board_line ORDER BY id")
    connection.execute("DROP TABLE board_line")
    connection.execute(f"CREATE TABLE board_line ({BOARD_LINE}) STRICT")
    connection.execute("INSERT INTO board_line SELECT * FROM temp.waiting ORDER BY id")
    connection.execute("DROP TABLE temp.waiting")
    connection.execute("CREATE INDEX board_line_operation ON board_line (operation_id)")
    run_script(connection, TABLES)
    if connection.execute("PRAGMA foreign_key_check").fetchall() != broken:
        raise sqlite3.IntegrityError("foreign keys of step 10")
    guard(connection, *APPEND_ONLY, "board_line")
    run_script(connection, TRIGGERS)
    for script in ("m010_views.sql", "m010_kinds.sql"):
        run_script(connection, Path(__file__).with_name(script).read_text(encoding="utf-8"))
