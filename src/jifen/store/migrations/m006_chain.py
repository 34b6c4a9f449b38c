"""Step 6: every operation bears a head over all it wrote; files on their way out are kept until they are in place.

A book that comes from an earlier program gets its heads here, marked as such: they prove what was in it on this day.
"""

import sqlite3

from jifen.store.chain import COVERED, FIRST_STEP, chain_old_book
from jifen.store.migrations.tools import guard, run_script

APPEND_ONLY = ("operation_head",)
PASSING = ("delivery",)
"""Rows of these come and go."""

SCHEMA = """
-- The chain: SHA-256 over the head before it and all rows the operation wrote. `at-upgrade`: reckoned when a book of an
-- earlier program was brought up, over what then stood in it.
CREATE TABLE operation_head (
  operation_id INTEGER PRIMARY KEY REFERENCES operation (id),
  head TEXT NOT NULL CHECK (length(head) = 64 AND head NOT GLOB '*[^0-9a-f]*'),
  kind TEXT NOT NULL CHECK (kind IN ('reckoned', 'at-upgrade'))
) STRICT;

-- Files an operation leaves, from its commit until they are in place: a killed command's are put there by the next one.
-- `aside` is the name beside `place` under which the bytes wait; `replaces` the SHA-256 of what it may replace.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  place TEXT NOT NULL CHECK (place <> ''),
  aside TEXT NOT NULL UNIQUE CHECK (aside <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  replaces TEXT CHECK (length(replaces) = 64)
) STRICT;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make both tables, an index by operation for every table of the chain, and the heads of an old book."""
    run_script(connection, SCHEMA)
    for table, covered in sorted(COVERED.items()):
        if covered.since <= FIRST_STEP and covered.owner is None and table not in ("operation", "entry"):
            connection.execute(f"CREATE INDEX {table}_operation ON {table} (operation_id)")
    chain_old_book(connection)
    guard(connection, *APPEND_ONLY)
