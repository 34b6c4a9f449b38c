"""Step 7: numbers go on after the highest ever issued, also where a copy was put in the book's place.

The operation that restores a copy states the last number of each year that papers already bear (`last_numbers` of its
details); the next number comes after it.
"""

import sqlite3

from jifen.store.migrations.tools import run_script

APPEND_ONLY: tuple[str, ...] = ()
"""No table is made here."""

NUMBERS = """
DROP TRIGGER document_gap_free;
-- The next number of its year, after what the book holds and what a restoring operation says was issued before.
CREATE TRIGGER document_gap_free BEFORE INSERT ON document BEGIN
  SELECT RAISE(ABORT, 'document number')
  WHERE NEW.seq <> 1 + max(
    (SELECT coalesce(max(seq), 0) FROM document WHERE year = NEW.year),
    (SELECT coalesce(max(json_extract(details, '$.last_numbers."' || NEW.year || '"')), 0)
     FROM operation WHERE command = 'restore')
  );
END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Write the trigger of numbers again; no row is touched."""
    run_script(connection, NUMBERS)
