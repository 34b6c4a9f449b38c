"""Step 3: goods, stock, the fund, redemption sessions and the year's end."""

import sqlite3

from jifen.store.migrations.tools import guard, run_script

APPEND_ONLY = (
    "item",
    "item_event",
    "lot",
    "movement",
    "fund_entry",
    "stocktake",
    "redemption_session",
    "session_event",
    "session_price",
    "receipt",
    "receipt_line",
    "receipt_return",
    "redemption_import",
    "year_close",
    "year_close_revert",
)

SCHEMA = """
-- Goods. Name, price in points and reference price are dated: the last event not after a day holds.
CREATE TABLE item (
  code TEXT PRIMARY KEY COLLATE NOCASE CHECK (code = trim(code) AND code <> ''),
  operation_id INTEGER NOT NULL REFERENCES operation (id)
) STRICT;
CREATE TABLE item_event (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  item TEXT NOT NULL REFERENCES item (code),
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  name TEXT NOT NULL CHECK (name <> ''),
  spec TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '',
  points INTEGER NOT NULL CHECK (points > 0),
  reference_cents INTEGER CHECK (reference_cents >= 0)
) STRICT;
CREATE INDEX item_event_item ON item_event (item);

-- Goods that came in together: bought or given, at a price or an assessed value (cents a piece).
CREATE TABLE lot (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  item TEXT NOT NULL REFERENCES item (code),
  origin TEXT NOT NULL CHECK (origin IN ('purchase', 'donation', 'opening')),
  party TEXT NOT NULL DEFAULT '',
  unit_cents INTEGER NOT NULL CHECK (unit_cents >= 0),
  receipt TEXT NOT NULL DEFAULT '',
  received_on TEXT NOT NULL CHECK (received_on IS date(received_on, '+0 days')),
  best_before TEXT CHECK (best_before IS date(best_before, '+0 days'))
) STRICT;
CREATE INDEX lot_item ON lot (item);

-- Every piece in or out, by lot. What is on hand is the sum; never below zero.
CREATE TABLE movement (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  lot_id INTEGER NOT NULL REFERENCES lot (id),
  kind TEXT NOT NULL CHECK (kind IN ('in', 'redemption', 'return', 'write-off', 'stocktake')),
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  reason TEXT,
  receipt_line_id INTEGER REFERENCES receipt_line (id),
  CHECK ((kind IN ('redemption', 'return')) = (receipt_line_id IS NOT NULL)),
  CHECK (kind NOT IN ('in', 'return') OR quantity > 0),
  CHECK (kind NOT IN ('redemption', 'write-off') OR quantity < 0)
) STRICT;
CREATE INDEX movement_lot ON movement (lot_id, quantity);
CREATE INDEX movement_line ON movement (receipt_line_id);
CREATE TRIGGER movement_never_below_zero BEFORE INSERT ON movement WHEN NEW.quantity < 0 BEGIN
  SELECT RAISE(ABORT, 'stock')
  WHERE (SELECT coalesce(sum(quantity), 0) FROM movement WHERE lot_id = NEW.lot_id) + NEW.quantity < 0;
END;

-- Money in and out (cents). A purchase points at its lot and needs no reason; a cash donation names its donor.
CREATE TABLE fund_entry (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  cents INTEGER NOT NULL CHECK (cents <> 0),
  reason TEXT NOT NULL DEFAULT '',
  donor TEXT CHECK (donor <> ''),
  lot_id INTEGER UNIQUE REFERENCES lot (id),
  CHECK ((lot_id IS NULL) = (reason <> '')),
  CHECK (donor IS NULL OR cents > 0)
) STRICT;

CREATE TABLE stocktake (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  source_file_id INTEGER REFERENCES source_file (id),
  item TEXT NOT NULL REFERENCES item (code),
  booked INTEGER NOT NULL,
  counted INTEGER NOT NULL CHECK (counted >= 0),
  reason TEXT NOT NULL DEFAULT ''
) STRICT;

-- A redemption session of a quarter; open from its first event until closed.
CREATE TABLE redemption_session (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  period TEXT NOT NULL UNIQUE,
  from_date TEXT CHECK (from_date IS date(from_date, '+0 days')),
  to_date TEXT CHECK (to_date IS date(to_date, '+0 days')),
  CHECK (from_date IS NULL OR to_date IS NULL OR from_date <= to_date)
) STRICT;
CREATE TABLE session_event (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  session_id INTEGER NOT NULL REFERENCES redemption_session (id),
  status TEXT NOT NULL CHECK (status IN ('open', 'closed'))
) STRICT;
CREATE TABLE session_price (
  session_id INTEGER NOT NULL REFERENCES redemption_session (id),
  item TEXT NOT NULL REFERENCES item (code),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  points INTEGER NOT NULL CHECK (points > 0),
  PRIMARY KEY (session_id, item)
) STRICT;

CREATE TABLE redemption_import (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  session_id INTEGER NOT NULL REFERENCES redemption_session (id),
  source_file_id INTEGER NOT NULL REFERENCES source_file (id),
  layout TEXT NOT NULL CHECK (layout IN ('sheet', 'register'))
) STRICT;
CREATE TABLE receipt (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  session_id INTEGER NOT NULL REFERENCES redemption_session (id),
  household TEXT NOT NULL REFERENCES household (code),
  number TEXT NOT NULL UNIQUE,
  paper_number TEXT,
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  proxy TEXT,
  relation TEXT,
  import_id INTEGER REFERENCES redemption_import (id),
  note TEXT
) STRICT;
CREATE INDEX receipt_session ON receipt (session_id, household);
-- A line keeps the price it was made at; `entry_id` is its posting in the ledger.
CREATE TABLE receipt_line (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  receipt_id INTEGER NOT NULL REFERENCES receipt (id),
  position INTEGER NOT NULL CHECK (position >= 1),
  item TEXT NOT NULL REFERENCES item (code),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  price INTEGER NOT NULL CHECK (price > 0),
  entry_id INTEGER NOT NULL UNIQUE REFERENCES entry (id),
  UNIQUE (receipt_id, position)
) STRICT;
CREATE TABLE receipt_return (
  line_id INTEGER PRIMARY KEY REFERENCES receipt_line (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  entry_id INTEGER NOT NULL UNIQUE REFERENCES entry (id)
) STRICT;

CREATE TABLE year_close (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  year INTEGER NOT NULL,
  policy TEXT NOT NULL CHECK (policy IN ('carry', 'reset', 'cap', 'expire-after')),
  max_points INTEGER CHECK (max_points >= 0),
  months INTEGER CHECK (months >= 1)
) STRICT;
CREATE TABLE year_close_revert (
  year_close_id INTEGER PRIMARY KEY REFERENCES year_close (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id)
) STRICT;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Create the tables and guard the append-only ones."""
    run_script(connection, SCHEMA)
    guard(connection, *APPEND_ONLY)
