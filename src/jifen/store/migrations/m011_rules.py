"""Step 11: how villages really count. Points by ladders, steps and named severities, caps by more periods and by
category, rules that exclude or double one another or lapse, and the quantities that ladders go by.

Canonical texts are those of `domain/rules`.
"""

import sqlite3

from jifen.store.migrations.tools import guard, make_anew, run_script

APPEND_ONLY = ("rule_terms", "quantity")

TABLES = """
-- What most rules lack: of the rules of one group a deed counts the highest alone; a repetition within so many months
-- counts twice; points count in scores for so many months.
CREATE TABLE rule_terms (
  version_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  highest_group TEXT CHECK (highest_group <> ''),
  double_months INTEGER CHECK (double_months BETWEEN 1 AND 120),
  valid_months INTEGER CHECK (valid_months BETWEEN 1 AND 120),
  PRIMARY KEY (version_id, code),
  FOREIGN KEY (version_id, code) REFERENCES rule (version_id, code),
  CHECK (coalesce(highest_group, double_months, valid_months) IS NOT NULL)
) STRICT;

-- How many hours, yuan or times a household had under a rule whose points go by a quantity, whether or not they gave
-- any: `entry_id` is the entry they gave. `amount`: hundredths.
CREATE TABLE quantity (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  household TEXT NOT NULL REFERENCES household (code),
  rule TEXT NOT NULL CHECK (rule <> ''),
  amount INTEGER NOT NULL CHECK (amount > 0),
  occurred_on TEXT CHECK (occurred_on IS date(occurred_on, '+0 days')),
  entry_id INTEGER REFERENCES entry (id),
  source_file_id INTEGER REFERENCES source_file (id),
  sheet TEXT,
  cell TEXT
) STRICT;
CREATE INDEX quantity_meeting ON quantity (meeting_id, household, rule);
CREATE INDEX quantity_operation ON quantity (operation_id);
"""

DEED = """
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  household TEXT NOT NULL REFERENCES household (code),
  occurred_on TEXT NOT NULL CHECK (occurred_on IS date(occurred_on, '+0 days')),
  rule TEXT CHECK (rule <> ''),
  category TEXT NOT NULL CHECK (category <> ''),
  times INTEGER CHECK (times > 0),
  points INTEGER NOT NULL,
  reported_by TEXT CHECK (reported_by <> ''),
  note TEXT NOT NULL DEFAULT '',
  activity_id INTEGER REFERENCES activity (id),
  matter_id INTEGER REFERENCES matter (id),
  source_file_id INTEGER REFERENCES source_file (id),
  sheet TEXT,
  cell TEXT,
  CHECK (times IS NULL OR rule IS NOT NULL),
  CHECK (points <> 0 OR times IS NOT NULL)
"""
DEED_EVENT = """
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  deed_id INTEGER NOT NULL REFERENCES deed (id),
  status TEXT NOT NULL CHECK (status IN ('decided', 'refused', 'withdrawn', 'open')),
  meeting_id INTEGER REFERENCES meeting (id),
  entry_id INTEGER REFERENCES entry (id),
  reason TEXT CHECK (reason <> ''),
  CHECK (status NOT IN ('decided', 'refused') OR meeting_id IS NOT NULL),
  CHECK (status = 'decided' OR entry_id IS NULL),
  CHECK (status <> 'withdrawn' OR reason IS NOT NULL)
"""
NOTES = {
    "deed": "Deeds claimed between meetings. Points may be nothing where a rule goes by a quantity, which `times` is.",
    "deed_event": "What became of a deed; the last row that stands holds, no row means open. `open` again: its "
    "meeting was voided, or its sheet replaced by one that does not decide it. Decided without an entry: its quantity "
    "gave none.",
}
"""What docs/schema.md says of tables that are made anew here."""

TRIGGERS = """
-- Decided without an entry: a quantity of the meeting that gave no points.
CREATE TRIGGER deed_event_without_entry BEFORE INSERT ON deed_event
WHEN NEW.status = 'decided' AND NEW.entry_id IS NULL BEGIN
  SELECT RAISE(ABORT, 'deed entry')
  WHERE NOT EXISTS (
    SELECT 1 FROM quantity AS q JOIN deed AS d ON d.id = NEW.deed_id
    WHERE q.meeting_id = NEW.meeting_id AND q.household = d.household AND q.rule = d.rule AND q.amount = d.times
    AND q.entry_id IS NULL
  );
END;
DROP TRIGGER rule_points_form;
-- Points: `+2`, `-3~-15`, `+0~+10`, `+2/+5`. Each part has its sign and at most two decimals; all of one sign. None is
-- zero but the nearer end of a range.
CREATE TRIGGER rule_points_form BEFORE INSERT ON rule WHEN NEW.points NOT GLOB '[a-z]*' BEGIN
  SELECT RAISE(ABORT, 'rule points')
  WHERE NEW.points GLOB '*[^0-9.+~/-]*' OR (NEW.points GLOB '*+*' AND NEW.points GLOB '*-*')
     OR (NEW.points GLOB '*~*' AND (NEW.points GLOB '*~*~*' OR NEW.points GLOB '*/*'))
     OR EXISTS (
       SELECT 1 FROM json_each('["' || replace(replace(NEW.points, '~', '/'), '/', '","') || '"]')
       WHERE value NOT GLOB '[+-][0-9]*' OR substr(value, 2) GLOB '*[^0-9.]*' OR value NOT GLOB '*[0-9]'
          OR value GLOB '*.*.*' OR value GLOB '*.???*'
          OR (CAST(value AS REAL) = 0 AND NOT (key = 0 AND NEW.points GLOB '[+-]0~*'))
     );
END;
-- Points by a form that is named: `ladder:h:10+2;20+5`, `steps:yuan:100~1000/100+1;1001~5000/400+1`,
-- `named:light-5;grave-15`. Each part ends in a value with its sign; all of one sign.
CREATE TRIGGER rule_points_named_form BEFORE INSERT ON rule WHEN NEW.points GLOB '[a-z]*' BEGIN
  SELECT RAISE(ABORT, 'rule points')
  WHERE NOT (NEW.points GLOB 'ladder:?*:[0-9]*' OR NEW.points GLOB 'steps:?*:[0-9]*' OR NEW.points GLOB 'named:?*')
     OR NEW.points GLOB '*["\\ ]*' OR (NEW.points GLOB '*+*' AND NEW.points GLOB '*-*')
     OR (NEW.points GLOB '*:*:*') <> (NEW.points NOT GLOB 'named:*') OR NEW.points GLOB '*:*:*:*'
     OR EXISTS (
       SELECT 1 FROM (SELECT substr(NEW.points, instr(NEW.points, ':') + 1) AS rest), json_each('["' || replace(
         iif(NEW.points GLOB 'named:*', rest, substr(rest, instr(rest, ':') + 1)), ';', '","') || '"]')
       WHERE value NOT GLOB '?*[+-][0-9]*' OR value NOT GLOB '*[0-9]' OR value GLOB '*[+-]*[+-]*'
          OR CAST(substr(value, max(instr(value, '+'), instr(value, '-'))) AS REAL) = 0
          OR substr(value, max(instr(value, '+'), instr(value, '-'))) GLOB '?*[^0-9.]*'
          OR substr(value, max(instr(value, '+'), instr(value, '-'))) GLOB '*.???*'
          OR (NEW.points NOT GLOB 'named:*' AND value GLOB '*[^0-9.~/+-]*')
          OR (NEW.points GLOB 'ladder:*' AND value GLOB '*[~/]*')
          OR (NEW.points GLOB 'steps:*' AND value NOT GLOB '[0-9]*~*/[0-9]*')
          OR (NEW.points GLOB 'named:*' AND value GLOB '[0-9+-]*')
     );
END;
DROP TRIGGER rule_caps_form;
-- Caps: `6/month,10/year,5/event`, `10/category/month` or nothing.
CREATE TRIGGER rule_caps_form BEFORE INSERT ON rule WHEN NEW.caps <> '' BEGIN
  SELECT RAISE(ABORT, 'rule caps')
  WHERE NEW.caps GLOB '*[^0-9a-z.,/]*' OR EXISTS (
    SELECT 1 FROM json_each('["' || replace(NEW.caps, ',', '","') || '"]')
    WHERE value NOT GLOB '[0-9]*/*' OR replace(substr(value, instr(value, '/')), '/category/', '/')
        NOT IN ('/event', '/day', '/month', '/quarter', '/half', '/year') OR value GLOB '*/category/event'
       OR substr(value, 1, instr(value, '/') - 1) GLOB '*[^0-9.]*' OR value NOT GLOB '*[0-9]/[a-z]*'
       OR value GLOB '*.*.*' OR substr(value, 1, instr(value, '/') - 1) GLOB '*.???*'
  );
END;
-- A quantity and the entry it gave are of one household and one month's meeting.
CREATE TRIGGER quantity_of_entry BEFORE INSERT ON quantity WHEN NEW.entry_id IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'quantity entry')
  WHERE NOT EXISTS (
    SELECT 1 FROM entry AS e WHERE e.id = NEW.entry_id AND e.household = NEW.household
    AND e.meeting_id = NEW.meeting_id AND e.rule = NEW.rule
  );
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the tables, deeds anew, and write the triggers of a rule's points and caps again; no row is touched."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    make_anew(connection, "deed", DEED)
    make_anew(connection, "deed_event", DEED_EVENT)
    run_script(connection, TABLES)
    if connection.execute("PRAGMA foreign_key_check").fetchall() != broken:
        raise sqlite3.IntegrityError("foreign keys of step 11")
    guard(connection, *APPEND_ONLY)
    run_script(connection, TRIGGERS)
