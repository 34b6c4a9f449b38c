"""The table of tampers: a hundred ways to alter the book with another program, and what sees each.

The forger may do anything: take the guards away and put them back, write any value anywhere, even reckon the heads of
the chain and the codes of documents anew. `verify` alone sees whatever leaves a trace in the book. Who writes history
anew with all its heads is found by a paper on a wall: `verify --head` of the newest, or `verify --code`. Beyond that is
only what came after the newest paper (docs/trust.md).

`make test` tries a sample, `make soak` all of them.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cli_support import Village

from jifen.domain.documents.published import canonical, check_code
from jifen.store import chain, documents
from jifen.store.connection import BOOK_VERSION
from jifen.store.migrations.tools import without_triggers

Book = sqlite3.Connection
Tamper = Callable[[Book], object]
PHOTOS = "照片"
SAMPLE = 15
"""Every so many of them are tried in `make test`."""
NEWEST = "(SELECT max(operation_id) FROM document)"


@pytest.fixture(scope="session")
def lived(stages: dict[int, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with rows in every table, its chain sound, and its newest paper's head beside it."""
    path = Path(shutil.copyfile(stages[BOOK_VERSION], tmp_path_factory.mktemp("lived") / "jifen.db"))
    shutil.copytree(stages[BOOK_VERSION].parent / PHOTOS, path.parent / PHOTOS)
    with closing(sqlite3.connect(path, isolation_level=None)) as book, without_triggers(book):
        reckon(book)
        for document in documents.select(book):
            recode(book, document.id, {"chain": chain.last_head(book, before=document.operation_id)[:12]})
            reckon(book)
        last = documents.select(book)[-1]
        book.execute("CREATE TABLE IF NOT EXISTS kept_aside (head, code)")
        path.with_suffix(".paper").write_text(f"{last.content['chain']}\n{last.code}", encoding="utf-8")
        book.execute("DROP TABLE kept_aside")
    return path


def reckon(book: Book) -> None:
    """The heads of all operations anew, as nobody but a programmer would."""
    kinds = dict(book.execute("SELECT operation_id, kind FROM operation_head").fetchall())
    book.execute("DELETE FROM operation_head")
    chain.chain_old_book(book, None)
    for operation, kind in kinds.items():
        book.execute("UPDATE operation_head SET kind = ? WHERE operation_id = ?", (kind, operation))


def recode(book: Book, document: int, values: dict[str, Any]) -> None:
    """A document with another content, and the code that goes with it."""
    (held,) = documents.select(book, document_id=document)
    content = {**held.content, **values}
    book.execute(
        "UPDATE document SET content = ?, code = ? WHERE id = ?", (canonical(content), check_code(content), document)
    )


def sql(*statements: str) -> Tamper:
    return lambda book: [book.execute(statement) for statement in statements]


def and_heads(tamper: Tamper) -> Tamper:
    return lambda book: (tamper(book), reckon(book))


def loosened(table: str, statement: str) -> Tamper:
    """A value of a kind the table does not take: its definition is changed for a moment and put back."""

    def tamper(book: Book) -> None:
        (text,) = book.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        book.execute("PRAGMA writable_schema = ON")
        loose = text.replace(" STRICT, WITHOUT ROWID", " WITHOUT ROWID").removesuffix(" STRICT")
        for one in (loose, text):
            book.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (one, table))
            version = book.execute("PRAGMA schema_version").fetchone()[0]
            book.execute(f"PRAGMA schema_version = {version + 1}")
            if one is loose and loose != text:
                with closing(sqlite3.connect(book.execute("PRAGMA database_list").fetchone()[2])) as other, other:
                    other.execute("PRAGMA ignore_check_constraints = ON")
                    other.execute(statement)
        book.execute("PRAGMA writable_schema = OFF")

    return tamper


def columns_of(table: str) -> list[str]:
    covered = chain.COVERED[table]
    return covered.columns.split()


def every_table() -> dict[str, Tamper]:
    """A row changed, taken away and doubled in each table that the chain covers."""
    found: dict[str, Tamper] = {}
    for table in sorted(chain.COVERED):
        column = columns_of(table)[-1]
        found[f"row changed in {table}"] = lambda book, t=table, c=column: _change(book, t, c)
        key = "sheet_id" if table == "sheet_household" else "rowid"
        found[f"row deleted from {table}"] = sql(f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})")
    return found


def _change(book: Book, table: str, column: str) -> None:
    kind = next(row[2] for row in book.execute(f"PRAGMA table_info({table})") if row[1] == column)
    other = f"coalesce({column}, 6) + 1" if kind == "INTEGER" else f"coalesce({column}, '') || 'x'"
    key = "sheet_id" if table == "sheet_household" else "rowid"
    book.execute("PRAGMA ignore_check_constraints = ON")
    where = f"{key} = (SELECT max({key}) FROM {table})"
    if table == "sheet_household":
        where += " AND household = (SELECT max(household) FROM sheet_household WHERE sheet_id = "
        where += "(SELECT max(sheet_id) FROM sheet_household))"
    book.execute(f"UPDATE {table} SET {column} = {other} WHERE {where}")


MONTHLY = "(SELECT id FROM document WHERE kind = 'monthly' ORDER BY id LIMIT 1)"
PLUS = (
    "INSERT INTO entry (operation_id, household, kind, points, category, month, meeting_id) "
    "SELECT operation_id, '18-01', 'award', 500, category, month, meeting_id FROM entry WHERE month = '2025-01' LIMIT 1"
)

BY_VERIFY: dict[str, Tamper] = {
    **every_table(),
    "points of an entry": sql("UPDATE entry SET points = points + 100 WHERE id = 1"),
    "household of an entry": sql("UPDATE entry SET household = '18-01' WHERE id = 1"),
    "an entry more in a published month": sql(PLUS),
    "an entry of a published month, with all heads": and_heads(sql(PLUS)),
    "an opening balance, with all heads": and_heads(
        sql("UPDATE entry SET points = points + 100 WHERE id = (SELECT min(id) FROM entry WHERE kind = 'opening')")
    ),
    "an entry under an operation of its own, with all heads": and_heads(
        sql(
            "INSERT INTO operation (command, done_at, done_on, operator) "
            "SELECT 'points add', done_at, done_on, operator FROM operation ORDER BY id DESC LIMIT 1",
            "INSERT INTO entry (operation_id, household, kind, points, category, month, meeting_id) SELECT "
            "(SELECT max(id) FROM operation), '18-01', 'award', 500, category, month, meeting_id "
            "FROM entry WHERE month = '2025-01' LIMIT 1",
        )
    ),
    "a transfer to one side": and_heads(
        sql("INSERT INTO entry (operation_id, household, kind, points) VALUES (9, '18-01', 'transfer', 900)")
    ),
    "a document's village": sql("UPDATE document SET content = json_set(content, '$.village', 'x')"),
    "a document's content with its code anew": lambda book: recode(book, 1, {"hotline": "999"}),
    "a document's content with code and heads anew": and_heads(lambda book: recode(book, 1, {"hotline": "999"})),
    "points on a notice, entry, code and heads anew": and_heads(
        lambda book: (
            book.execute("UPDATE entry SET points = points + 100 WHERE id = 1"),
            recode(book, 1, {"totals": {}}),
        )
    ),
    "a document's window": and_heads(sql("UPDATE document SET notice_ends_on = '2029-01-01' WHERE id = 1")),
    "a document's period": and_heads(sql("UPDATE document SET period = '2024-01' WHERE id = 1")),
    "a document deleted": sql(f"DELETE FROM document WHERE id = {MONTHLY}"),
    "the last number jumps": and_heads(
        sql("UPDATE document SET seq = seq + 5 WHERE id = (SELECT max(id) FROM document)")
    ),
    "two numbers exchanged": sql("UPDATE document SET seq = seq + 100", "UPDATE document SET seq = 200 - seq"),
    "content that is no JSON": loosened("document", "UPDATE document SET content = '{' WHERE id = 1"),
    "bytes for a name": loosened("household_event", "UPDATE household_event SET head = x'00ff' WHERE id = 1"),
    "bytes for an operator": loosened("operation", "UPDATE operation SET operator = x'ff' WHERE id = 2"),
    "text for points": loosened("entry", "UPDATE entry SET points = 'viel' WHERE id = 1"),
    "details that are no object": loosened("operation", "UPDATE operation SET details = '[]' WHERE id = 2"),
    "a head": sql("UPDATE operation_head SET head = substr(head, 2) || substr(head, 1, 1) WHERE operation_id = 5"),
    "a head deleted": sql("DELETE FROM operation_head WHERE operation_id = 7"),
    "heads all deleted": sql("DELETE FROM operation_head"),
    "the village's name": sql("UPDATE village SET village_id = lower(hex(randomblob(16)))"),
    "the last operation deleted, its rows left": sql(
        "DELETE FROM operation WHERE id = (SELECT max(id) FROM operation)"
    ),
    "the rows of the last operation under the one before": sql(
        "UPDATE entry SET operation_id = operation_id - 1 WHERE operation_id = (SELECT max(operation_id) FROM entry)"
    ),
    "who did it": sql("UPDATE operation SET operator = 'x' WHERE id = 3"),
    "when it was done": sql("UPDATE operation SET done_on = '2020-01-01' WHERE id = 3"),
    "a setting added to an old operation": sql(
        "INSERT INTO setting (operation_id, name, value) VALUES (3, 'contact', 'x')"
    ),
    "the bytes of a sheet": sql("UPDATE source_content SET content = x'00'"),
    "the bytes of a sheet exchanged with another's": sql(
        "UPDATE source_content SET content = (SELECT content FROM source_content AS o "
        "WHERE o.source_file_id <> source_content.source_file_id LIMIT 1)"
    ),
    "a kind of documents": sql("DELETE FROM document_kind WHERE kind = 'monthly'"),
    "stock from nowhere, with all heads": and_heads(
        sql("UPDATE movement SET quantity = quantity + 7 WHERE kind = 'in' AND id = (SELECT min(id) FROM movement)")
    ),
    "a redeemed piece less, with all heads": and_heads(
        sql("UPDATE receipt_line SET quantity = quantity + 1 WHERE id = 1")
    ),
    "money that came of nothing": sql("UPDATE fund_entry SET cents = cents + 100 WHERE id = 1"),
    "a reversal bigger than what it reverses, with all heads": and_heads(
        sql("UPDATE entry SET points = points - 900 WHERE kind = 'reversal'")
    ),
    "an undo that nobody did, with all heads": and_heads(
        sql("INSERT INTO undo (undone_id, operation_id) SELECT 3, max(id) FROM operation WHERE command <> 'undo'")
    ),
    "an undo under another's operation, with all heads": and_heads(
        sql("UPDATE undo SET undone_id = 3 WHERE undone_id = (SELECT max(undone_id) FROM undo)")
    ),
    "an undo forgotten, with all heads": and_heads(
        sql("DELETE FROM undo WHERE undone_id = (SELECT max(undone_id) FROM undo)")
    ),
    "an entry posted again for more, with all heads": and_heads(
        sql("UPDATE entry SET points = points + 100 WHERE id = (SELECT max(entry_id) FROM entry_again)")
    ),
    "pieces that came back by no reversal, with all heads": and_heads(
        sql("DELETE FROM movement_reversal WHERE movement_id = (SELECT max(movement_id) FROM movement_reversal)")
    ),
    "money paid back that was never paid, with all heads": and_heads(
        sql("UPDATE fund_entry SET cents = cents + 100 WHERE id = (SELECT max(fund_entry_id) FROM fund_reversal)")
    ),
    "a month moved, with all heads": and_heads(sql("UPDATE entry SET month = '2025-02' WHERE id = 1")),
    "a name in the roster, with all heads": and_heads(sql("UPDATE household_event SET head = 'x' WHERE id = 1")),
    "a guard taken away": sql("DROP TRIGGER entry_no_update"),
    "all guards taken away": lambda book: [
        book.execute(f"DROP TRIGGER {name}")
        for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    ],
    "a guard that guards nothing": sql(
        "DROP TRIGGER entry_no_update", "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END"
    ),
    "a trigger added": sql("CREATE TRIGGER more AFTER INSERT ON entry BEGIN DELETE FROM delivery; END"),
    "a view added": sql("CREATE VIEW more AS SELECT 1"),
    "a view that tells other figures": sql("DROP VIEW 公示文件", "CREATE VIEW 公示文件 AS SELECT 1 AS 文号"),
    "a table added": sql("CREATE TABLE more (x)"),
    "an index added": sql("CREATE INDEX more ON entry (reason)"),
    "an index taken away": sql("DROP INDEX entry_month"),
    "a column more": sql("ALTER TABLE entry ADD COLUMN more TEXT"),
    "a table gone": sql("DROP TABLE stocktake"),
    "a table that is a view": sql("ALTER TABLE entry RENAME TO real", "CREATE VIEW entry AS SELECT * FROM real"),
    "a table without its constraints": sql(
        "PRAGMA legacy_alter_table = ON",
        "CREATE TABLE loose AS SELECT * FROM entry",
        "DROP TABLE entry",
        "ALTER TABLE loose RENAME TO entry",
    ),
    "the version": sql("PRAGMA user_version = 3"),
    "the steps that were taken": sql("DELETE FROM _sqlite_migrations"),
}
"""What `verify` sees by itself."""


def removed_at_the_end(book: Book) -> None:
    """The newest paper and all since, as if it had never been."""
    (first,) = book.execute(f"SELECT {NEWEST}").fetchone()
    for table, covered in chain.COVERED.items():
        if covered.owner is None and table != "operation":
            book.execute(f"DELETE FROM {table} WHERE operation_id >= ?", (first,))
    book.execute("DELETE FROM operation_head WHERE operation_id >= ?", (first,))
    book.execute("DELETE FROM operation WHERE id >= ?", (first,))
    book.execute("DELETE FROM delivery WHERE operation_id >= ?", (first,))


def all_anew(tamper: Tamper) -> Tamper:
    """With every code, chain and head reckoned anew: nothing in the book contradicts anything."""

    def whole(book: Book) -> None:
        tamper(book)
        reckon(book)
        for document in documents.select(book):
            recode(book, document.id, {"chain": chain.last_head(book, before=document.operation_id)[:12]})
            reckon(book)

    return whole


BY_PAPER: dict[str, Tamper] = {
    "the newest paper and all since removed": removed_at_the_end,
    "a setting nobody prints": all_anew(
        sql("UPDATE setting SET value = '77' WHERE id = (SELECT max(id) FROM setting)")
    ),
    "who did it, history anew": all_anew(sql("UPDATE operation SET operator = 'x' WHERE id = 3")),
    "when it was done, history anew": all_anew(sql("UPDATE operation SET done_on = '2020-01-01' WHERE id = 3")),
    "a reason of a reversal, history anew": all_anew(sql("UPDATE entry SET reason = 'x' WHERE kind = 'reversal'")),
    "a note of a meeting, history anew": all_anew(sql("UPDATE meeting_fact SET value = 'x' WHERE name = 'place'")),
    "a veto, history anew": all_anew(sql("UPDATE veto SET evidence = 'x'")),
    "an answer to an objection, history anew": all_anew(sql("UPDATE objection_decision SET reason = 'x'")),
}
"""What leaves no trace in the book: the newest paper's head, or its code, tells."""


def forged(village: Village, lived: Path, tamper: Tamper) -> tuple[str, str]:
    """The book altered, its guards put back; gives the newest paper's head and code."""
    shutil.copyfile(lived, village.book)
    shutil.copytree(lived.parent / PHOTOS, village.folder / PHOTOS, dirs_exist_ok=True)
    village.today("2026-01-05")
    with closing(sqlite3.connect(village.book, isolation_level=None)) as book:
        guards = book.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").fetchall()
        about_schema = tamper in SCHEMA_ONLY
        for name, _ in () if about_schema else guards:
            book.execute(f"DROP TRIGGER {name}")
        book.execute("PRAGMA ignore_check_constraints = ON")
        tamper(book)
        for _, text in () if about_schema else guards:
            book.execute(text)
    head, _, code = lived.with_suffix(".paper").read_text("utf-8").partition("\n")
    return head, code


SCHEMA_ONLY = [
    BY_VERIFY[name]
    for name in (
        *("a guard taken away", "all guards taken away", "a guard that guards nothing", "a trigger added"),
        *("a view added", "a view that tells other figures", "a table added", "an index added"),
        *("an index taken away", "a column more", "a table gone", "a table that is a view"),
        *("a table without its constraints", "the version", "the steps that were taken"),
    )
]


def chosen(table: dict[str, Tamper]) -> list[Any]:
    names = list(table)
    if not os.environ.get("JIFEN_SOAK"):
        names = names[::SAMPLE]
    return [pytest.param(table[name], id=name) for name in names]


def test_the_book_that_is_altered_is_sound(empty: Village, lived: Path) -> None:
    head, code = forged(empty, lived, lambda book: None)
    told = empty.json("verify", code=None)
    assert [check for check in told["checks"] if not check["ok"]] == []
    assert empty.json("verify", "--head", head)["ok"] is True
    assert empty.json("verify", "--code", code)["ok"] is True
    assert len(BY_VERIFY) + len(BY_PAPER) >= 100


@pytest.mark.parametrize("tamper", chosen(BY_VERIFY))
def test_verify_sees_it(empty: Village, lived: Path, tamper: Tamper) -> None:
    forged(empty, lived, tamper)
    assert empty.json("verify", code=3)["ok"] is False


@pytest.mark.parametrize("tamper", chosen(BY_PAPER))
def test_the_newest_paper_sees_it(empty: Village, lived: Path, tamper: Tamper) -> None:
    head, code = forged(empty, lived, tamper)
    told = empty("verify", "--json", code=None)
    by_head = empty("verify", "--head", head, code=None).code
    by_code = empty("verify", "--code", code, code=None).code
    assert 3 in (told.code, by_head, by_code)
    assert 3 in (by_head, by_code), "the paper alone is enough"
