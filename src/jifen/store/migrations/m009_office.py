"""Step 9: the last operation can be taken back; goods and money are answered by rows that reverse.

An operation that was taken back stays where it is, with the one that did it beside (`undo`). What it posted is
reversed; what it said is left out by whoever reads (`store/rows`), so what could be said once can be said once more:
keys that forbade it become triggers that look only at what stands. Tables that are made anew keep every id and byte,
and no column is added to one that the chain covers.
"""

import sqlite3
from pathlib import Path

from jifen.store.migrations.tools import guard, run_script

APPEND_ONLY = ("undo", "entry_again", "movement_reversal", "movement_again", "fund_reversal", "fund_again")

NOTES = {
    "movement": "Every piece in or out, by lot. What is on hand is the sum; never below zero.",
    "fund_entry": "Money in and out (cents). A purchase points at its lot; a cash donation names its donor.",
    "redemption_round": "A round of redemption, one a quarter; open from its first event until closed.",
    "receipt_return": "A line given back, once.",
}
"""What docs/schema.md says of tables that are made anew here."""

NEW_TABLES = """
-- An operation that was taken back, and the one that did it. Neither an undoing operation nor a paper is taken back.
CREATE TABLE undo (
  undone_id INTEGER PRIMARY KEY REFERENCES operation (id),
  operation_id INTEGER NOT NULL UNIQUE REFERENCES operation (id),
  CHECK (undone_id < operation_id)
) STRICT;

-- An entry posted again, since its reversal was taken back: it stands for the one that was posted first.
CREATE TABLE entry_again (
  entry_id INTEGER PRIMARY KEY REFERENCES entry (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  stands_for INTEGER NOT NULL REFERENCES entry (id),
  CHECK (stands_for < entry_id)
) STRICT;
CREATE INDEX entry_again_operation ON entry_again (operation_id);
CREATE INDEX entry_again_stands_for ON entry_again (stands_for);

-- Which movement of goods a reversing one answers.
CREATE TABLE movement_reversal (
  movement_id INTEGER PRIMARY KEY REFERENCES movement (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  reverses INTEGER NOT NULL UNIQUE REFERENCES movement (id)
) STRICT;
CREATE INDEX movement_reversal_operation ON movement_reversal (operation_id);
-- A movement made again, since its reversal was taken back: it stands for the first.
CREATE TABLE movement_again (
  movement_id INTEGER PRIMARY KEY REFERENCES movement (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  stands_for INTEGER NOT NULL REFERENCES movement (id),
  CHECK (stands_for < movement_id)
) STRICT;
CREATE INDEX movement_again_operation ON movement_again (operation_id);
CREATE INDEX movement_again_stands_for ON movement_again (stands_for);

-- Which line of the account a reversing one answers.
CREATE TABLE fund_reversal (
  fund_entry_id INTEGER PRIMARY KEY REFERENCES fund_entry (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  reverses INTEGER NOT NULL UNIQUE REFERENCES fund_entry (id)
) STRICT;
CREATE INDEX fund_reversal_operation ON fund_reversal (operation_id);
-- A line booked again, since its reversal was taken back: it stands for the first.
CREATE TABLE fund_again (
  fund_entry_id INTEGER PRIMARY KEY REFERENCES fund_entry (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  stands_for INTEGER NOT NULL REFERENCES fund_entry (id),
  CHECK (stands_for < fund_entry_id)
) STRICT;
CREATE INDEX fund_again_operation ON fund_again (operation_id);
CREATE INDEX fund_again_stands_for ON fund_again (stands_for);
"""

ANEW = {
    "movement": """
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  lot_id INTEGER NOT NULL REFERENCES lot (id),
  kind TEXT NOT NULL CHECK (kind IN ('in', 'redemption', 'return', 'write-off', 'stocktake', 'reversal')),
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  reason TEXT,
  receipt_line_id INTEGER REFERENCES receipt_line (id),
  CHECK (kind = 'reversal' OR (kind IN ('redemption', 'return')) = (receipt_line_id IS NOT NULL)),
  CHECK (kind NOT IN ('in', 'return') OR quantity > 0),
  CHECK (kind NOT IN ('redemption', 'write-off') OR quantity < 0)
""",
    "fund_entry": """
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  booked_on TEXT NOT NULL CHECK (booked_on IS date(booked_on, '+0 days')),
  cents INTEGER NOT NULL CHECK (cents <> 0),
  reason TEXT NOT NULL DEFAULT '',
  donor TEXT CHECK (donor <> ''),
  lot_id INTEGER REFERENCES lot (id),
  CHECK (lot_id IS NOT NULL OR reason <> ''),
  CHECK (donor IS NULL OR cents > 0)
""",
    "redemption_round": """
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  period TEXT NOT NULL,
  starts_on TEXT CHECK (starts_on IS date(starts_on, '+0 days')),
  ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days')),
  CHECK (starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on)
""",
    "round_price": """
  round_id INTEGER NOT NULL REFERENCES redemption_round (id),
  item TEXT NOT NULL REFERENCES item (code),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  points INTEGER NOT NULL CHECK (points > 0),
  PRIMARY KEY (round_id, item, operation_id)
""",
    "objection_decision": """
  objection_id INTEGER NOT NULL REFERENCES objection (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('upheld', 'rejected')),
  decided_on TEXT NOT NULL CHECK (decided_on IS date(decided_on, '+0 days')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  document_id INTEGER REFERENCES document (id),
  PRIMARY KEY (objection_id, operation_id)
""",
    "veto_lift": """
  veto_id INTEGER NOT NULL REFERENCES veto (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  lifted_on TEXT NOT NULL CHECK (lifted_on IS date(lifted_on, '+0 days')),
  PRIMARY KEY (veto_id, operation_id)
""",
    "alias_removal": """
  alias_id INTEGER NOT NULL REFERENCES alias (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  PRIMARY KEY (alias_id, operation_id)
""",
    "receipt_return": """
  line_id INTEGER NOT NULL REFERENCES receipt_line (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  returned_on TEXT NOT NULL CHECK (returned_on IS date(returned_on, '+0 days')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  entry_id INTEGER NOT NULL UNIQUE REFERENCES entry (id),
  PRIMARY KEY (line_id, operation_id)
""",
    "year_close_revert": """
  year_close_id INTEGER NOT NULL REFERENCES year_close (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  PRIMARY KEY (year_close_id, operation_id)
""",
}
"""Tables whose keys or checks change, with their columns as they are from now on."""

ONCE = {
    "redemption_round": "period",
    "round_price": "round_id item",
    "objection_decision": "objection_id",
    "veto_lift": "veto_id",
    "alias_removal": "alias_id",
    "receipt_return": "line_id",
    "year_close_revert": "year_close_id",
}
"""What a table says once, unless it was taken back."""

INDEXES = """
CREATE INDEX movement_lot ON movement (lot_id, quantity);
CREATE INDEX movement_line ON movement (receipt_line_id);
CREATE INDEX fund_entry_lot ON fund_entry (lot_id) WHERE lot_id IS NOT NULL;
"""

TRIGGERS = """
CREATE TRIGGER undo_of_what_may_be BEFORE INSERT ON undo BEGIN
  SELECT RAISE(ABORT, 'undo of an undo') WHERE EXISTS (SELECT 1 FROM undo WHERE operation_id = NEW.undone_id);
  SELECT RAISE(ABORT, 'undo of a paper') WHERE EXISTS (SELECT 1 FROM document WHERE operation_id = NEW.undone_id);
END;

-- What is posted again is what was reversed, in all that counts; a chain of them leads to the first at once.
CREATE TRIGGER entry_again_same BEFORE INSERT ON entry_again BEGIN
  SELECT RAISE(ABORT, 'entry again')
  WHERE NOT EXISTS (
    SELECT 1 FROM entry AS new JOIN entry AS old ON old.id = NEW.stands_for
    WHERE new.id = NEW.entry_id AND new.household = old.household AND new.kind = old.kind AND new.points = old.points
      AND new.month IS old.month AND new.meeting_id IS old.meeting_id AND new.category IS old.category
      AND new.rule IS old.rule
  ) OR EXISTS (SELECT 1 FROM entry_again WHERE entry_id = NEW.stands_for);
END;

CREATE TRIGGER movement_never_below_zero BEFORE INSERT ON movement WHEN NEW.quantity < 0 BEGIN
  SELECT RAISE(ABORT, 'stock')
  WHERE (SELECT coalesce(sum(quantity), 0) FROM movement WHERE lot_id = NEW.lot_id) + NEW.quantity < 0;
END;
CREATE TRIGGER movement_reversal_opposite BEFORE INSERT ON movement_reversal BEGIN
  SELECT RAISE(ABORT, 'movement reversal')
  WHERE NOT EXISTS (
    SELECT 1 FROM movement AS new JOIN movement AS old ON old.id = NEW.reverses
    WHERE new.id = NEW.movement_id AND new.kind = 'reversal' AND old.kind <> 'reversal' AND new.lot_id = old.lot_id
      AND new.quantity = -old.quantity AND new.receipt_line_id IS old.receipt_line_id
  );
END;
CREATE TRIGGER movement_again_same BEFORE INSERT ON movement_again BEGIN
  SELECT RAISE(ABORT, 'movement again')
  WHERE NOT EXISTS (
    SELECT 1 FROM movement AS new JOIN movement AS old ON old.id = NEW.stands_for
    WHERE new.id = NEW.movement_id AND new.kind = old.kind AND new.lot_id = old.lot_id
      AND new.quantity = old.quantity AND new.receipt_line_id IS old.receipt_line_id
  ) OR EXISTS (SELECT 1 FROM movement_again WHERE movement_id = NEW.stands_for);
END;
CREATE TRIGGER fund_again_same BEFORE INSERT ON fund_again BEGIN
  SELECT RAISE(ABORT, 'fund again')
  WHERE NOT EXISTS (
    SELECT 1 FROM fund_entry AS new JOIN fund_entry AS old ON old.id = NEW.stands_for
    WHERE new.id = NEW.fund_entry_id AND new.cents = old.cents AND new.lot_id IS old.lot_id
      AND new.donor IS old.donor AND new.reason = old.reason
  ) OR EXISTS (SELECT 1 FROM fund_again WHERE fund_entry_id = NEW.stands_for);
END;
CREATE TRIGGER fund_reversal_opposite BEFORE INSERT ON fund_reversal BEGIN
  SELECT RAISE(ABORT, 'fund reversal')
  WHERE NOT EXISTS (
    SELECT 1 FROM fund_entry AS new JOIN fund_entry AS old ON old.id = NEW.reverses
    WHERE new.id = NEW.fund_entry_id AND new.cents = -old.cents AND new.lot_id IS old.lot_id
  ) OR EXISTS (SELECT 1 FROM fund_reversal WHERE fund_entry_id = NEW.reverses);
END;

CREATE TRIGGER round_price_while_open BEFORE INSERT ON round_price BEGIN
  SELECT RAISE(ABORT, 'round closed')
  WHERE (SELECT status FROM round_event WHERE round_id = NEW.round_id ORDER BY id DESC LIMIT 1) IS NOT 'open';
END;

-- Given back, also later: by the answer to what paid for it, and no other.
CREATE TRIGGER receipt_return_entry BEFORE INSERT ON receipt_return BEGIN
  SELECT RAISE(ABORT, 'receipt return')
  WHERE NOT EXISTS (
    SELECT 1 FROM receipt_line AS l JOIN entry AS e ON e.id = NEW.entry_id AND e.kind = 'return'
    WHERE l.id = NEW.line_id AND (e.reverses = l.entry_id
      OR EXISTS (SELECT 1 FROM entry_again WHERE entry_id = e.reverses AND stands_for = l.entry_id))
  );
END;

DROP TRIGGER year_close_once;
-- A year has one closing that stands.
CREATE TRIGGER year_close_once BEFORE INSERT ON year_close BEGIN
  SELECT RAISE(ABORT, 'year closed')
  FROM year_close AS c
  WHERE c.year = NEW.year AND c.operation_id NOT IN (SELECT undone_id FROM undo)
    AND NOT EXISTS (SELECT 1 FROM year_close_revert AS r WHERE r.year_close_id = c.id
      AND r.operation_id NOT IN (SELECT undone_id FROM undo));
END;

DROP TRIGGER meeting_event_life;
-- A month goes forwards; the operation that takes another back sets it to where it was before that one.
CREATE TRIGGER meeting_event_life BEFORE INSERT ON meeting_event BEGIN
  SELECT RAISE(ABORT, 'meeting life')
  WHERE NOT EXISTS (
    SELECT 1 FROM (
      SELECT (SELECT status FROM meeting_event WHERE meeting_id = NEW.meeting_id ORDER BY id DESC LIMIT 1) AS before
    )
    WHERE (before IS NULL AND NEW.status = 'recorded')
       OR (before = 'recorded' AND NEW.status IN ('published', 'voided'))
       OR (before = 'published' AND NEW.status IN ('final', 'voided'))
  ) AND NOT EXISTS (
    SELECT 1 FROM undo AS u
    WHERE u.operation_id = NEW.operation_id AND NEW.status = coalesce((
      SELECT status FROM meeting_event WHERE meeting_id = NEW.meeting_id AND operation_id < u.undone_id
      ORDER BY id DESC LIMIT 1
    ), 'voided')
  );
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the new tables, and those anew whose keys change; write triggers and views again."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    views = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    for view in views:
        connection.execute(f'DROP VIEW "{view}"')
    run_script(connection, NEW_TABLES)
    for table, columns in ANEW.items():
        _make_anew(connection, table, columns)
    run_script(connection, INDEXES)
    if connection.execute("PRAGMA foreign_key_check").fetchall() != broken:
        raise sqlite3.IntegrityError("foreign keys of step 9")
    guard(connection, *APPEND_ONLY, *ANEW)
    run_script(connection, TRIGGERS)
    for table, key in ONCE.items():
        run_script(connection, _once(table, key.split()))
    run_script(connection, Path(__file__).with_name("m009_views.sql").read_text(encoding="utf-8"))


def _make_anew(connection: sqlite3.Connection, table: str, columns: str) -> None:
    """Its rows wait in a table of their own: renaming would read every trigger of the book again, table by table."""
    known = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
    connection.execute(f"CREATE TEMP TABLE waiting AS SELECT {known} FROM {table} ORDER BY rowid")
    connection.execute(f"DROP TABLE {table}")
    connection.execute(f"CREATE TABLE {table} ({columns}) STRICT")
    connection.execute(f"INSERT INTO {table} ({known}) SELECT {known} FROM temp.waiting ORDER BY rowid")
    connection.execute("DROP TABLE temp.waiting")
    connection.execute(f"CREATE INDEX {table}_operation ON {table} (operation_id)")


def _once(table: str, key: list[str]) -> str:
    same = " AND ".join(f"t.{column} = NEW.{column}" for column in key)
    return f"""
CREATE TRIGGER {table}_once BEFORE INSERT ON {table} BEGIN
  SELECT RAISE(ABORT, 'once: {table}')
  FROM {table} AS t WHERE {same} AND t.operation_id NOT IN (SELECT undone_id FROM undo);
END;
"""
