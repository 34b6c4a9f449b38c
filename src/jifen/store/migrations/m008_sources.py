"""Step 8: what is kept of files stands in a table of its own, can be proved by itself, and be erased for good.

The bytes of earlier books move there as they are: they are what `source_file.sha256` was reckoned over.
"""

import sqlite3

from jifen.store.migrations.tools import guard, run_script

APPEND_ONLY = ("source_kept", "source_erasure")

SCHEMA = """
-- What the book keeps of a file: its cells, without what is nobody's business. `sha256` is of those bytes, where
-- `source_file.sha256` is of the file as it was given. A file of an earlier program has no row: it was kept whole.
CREATE TABLE source_kept (
  source_file_id INTEGER PRIMARY KEY REFERENCES source_file (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE INDEX source_kept_operation ON source_kept (operation_id);

-- What was taken out of the book again, and why.
CREATE TABLE source_erasure (
  source_file_id INTEGER PRIMARY KEY REFERENCES source_file (id),
  operation_id INTEGER NOT NULL REFERENCES operation (id),
  reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;
CREATE INDEX source_erasure_operation ON source_erasure (operation_id);

-- The bytes (zlib). The one table whose rows may go: with a row of `source_erasure`.
CREATE TABLE source_content (
  source_file_id INTEGER PRIMARY KEY REFERENCES source_file (id),
  content BLOB NOT NULL
) STRICT;

INSERT INTO source_content (source_file_id, content)
SELECT id, content FROM source_file WHERE content IS NOT NULL;

ALTER TABLE source_file DROP COLUMN content;

CREATE TRIGGER source_content_no_update BEFORE UPDATE ON source_content
BEGIN SELECT RAISE(ABORT, 'append-only: source_content'); END;

CREATE TRIGGER source_content_no_delete BEFORE DELETE ON source_content
WHEN NOT EXISTS (SELECT 1 FROM source_erasure WHERE source_file_id = OLD.source_file_id)
BEGIN SELECT RAISE(ABORT, 'append-only: source_content'); END;

CREATE TRIGGER source_content_no_replace BEFORE INSERT ON source_content
WHEN EXISTS (SELECT 1 FROM source_content WHERE source_file_id = NEW.source_file_id)
  OR EXISTS (SELECT 1 FROM source_erasure WHERE source_file_id = NEW.source_file_id)
BEGIN SELECT RAISE(ABORT, 'append-only: source_content'); END;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Make the tables and move what is kept; what it leaves behind is overwritten (`secure_delete`)."""
    run_script(connection, SCHEMA)
    guard(connection, *APPEND_ONLY)
