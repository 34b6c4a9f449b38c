"""Step 5: a rule's range may begin at zero (`+0~+10`), as rule books write it: what a meeting gives up to an end."""

import sqlite3

from jifen.store.migrations.tools import run_script

APPEND_ONLY: tuple[str, ...] = ()
"""No table is made here."""

RULE_POINTS = """
DROP TRIGGER rule_points_form;
-- Points: `+2`, `-3~-15`, `+0~+10`, `+2/+5`. Each part has its sign and at most two decimals; all of one sign. None is
-- zero but the nearer end of a range.
CREATE TRIGGER rule_points_form BEFORE INSERT ON rule BEGIN
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
"""


def apply(connection: sqlite3.Connection) -> None:
    """Write the trigger of a rule's points again; no row is touched."""
    run_script(connection, RULE_POINTS)
