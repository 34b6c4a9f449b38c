"""The chain covers every table, is what anybody reckons with other means, and breaks at whatever is changed."""

import hashlib
import json
import sqlite3
from datetime import date

from jifen.domain.chain import beginning
from jifen.store import chain, operations

DAY = date(2025, 7, 28)
NASTY = "a\"b\\c\n\t\r\x00\x01\x1f\x7f 村规\u2028𠀀\ufeff'é"


def tables(book: sqlite3.Connection) -> dict[str, list[str]]:
    """Every table of the schema with its columns."""
    names = [row[0] for row in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: [row[1] for row in book.execute(f"PRAGMA table_info({name})")]
        for name in names
        if not name.startswith(("sqlite_", "_sqlite"))
    }


def test_every_column_of_every_table_is_covered_or_exempt_for_a_reason(neighbour: sqlite3.Connection) -> None:
    schema = tables(neighbour)
    assert set(schema) == set(chain.COVERED) | {name for name in chain.EXEMPT if "." not in name}
    for table, covered in chain.COVERED.items():
        exempt = {name.partition(".")[2] for name in chain.EXEMPT if name.startswith(f"{table}.")}
        assert set(covered.columns.split()) | exempt | {"operation_id"} == set(schema[table]) | {"operation_id"}
        assert ("operation_id" in schema[table]) == (covered.owner is None and table != "operation")
    assert all(chain.EXEMPT.values())


def test_the_columns_in_front_are_the_primary_key(neighbour: sqlite3.Connection) -> None:
    for table, covered in chain.COVERED.items():
        key = [row[1] for row in neighbour.execute(f"PRAGMA table_info({table})") if row[5]]
        key = [name for name in key if name != "operation_id"]  # what can be said once more once it was taken back
        assert covered.columns.split()[: covered.keys] == key, table


def test_rows_of_an_operation_are_found_by_an_index(neighbour: sqlite3.Connection) -> None:
    for table, covered in chain.COVERED.items():
        if covered.owner is None and table != "operation":
            query = f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE operation_id = 1"
            assert "USING" in neighbour.execute(query).fetchone()[3], table


def sealed(book: sqlite3.Connection) -> sqlite3.Connection:
    """The book of these tests was filled by hand: give it its heads."""
    book.execute("INSERT INTO setting (operation_id, name, value) VALUES (1, 'contact', ?)", (NASTY,))
    chain.chain_old_book(book)
    return book


def reckoned_by_others(book: sqlite3.Connection) -> list[tuple[int, str]]:
    """All heads by Python's own JSON, from the description in `domain/chain.py` alone."""
    village = book.execute("SELECT village_id FROM village").fetchone()[0]
    head, heads = beginning(village), []
    for (operation,) in book.execute("SELECT id FROM operation ORDER BY id").fetchall():
        text = f"{head}\n"
        for table, covered in sorted(chain.COVERED.items()):
            columns = covered.columns.split()
            where = "id = ?" if table == "operation" else "operation_id = ?"
            if covered.owner:
                where = f"{columns[0]} IN (SELECT id FROM {covered.owner} WHERE operation_id = ?)"
            order = ", ".join(columns[: covered.keys])
            query = f"SELECT {', '.join(columns)} FROM {table} WHERE {where} ORDER BY {order}"
            lines = [
                json.dumps([operation, *row], ensure_ascii=False, separators=(",", ":"))
                for row in book.execute(query, (operation,))
            ]
            text += "".join(f"{line}\n" for line in ([table, *lines] if lines else ()))
        head = hashlib.sha256(text.encode()).hexdigest()
        heads.append((operation, head))
    return heads


def test_other_means_reckon_the_same_heads(neighbour: sqlite3.Connection) -> None:
    sealed(neighbour)
    assert reckoned_by_others(neighbour) == list(chain.kept(neighbour)) == list(chain.reckoned(neighbour))


def test_a_head_is_the_same_when_it_is_written_and_when_it_is_proved(
    neighbour: sqlite3.Connection,
) -> None:
    sealed(neighbour)
    written = operations.add(neighbour, "test", "2025-07-28T08:00:00Z", DAY, "文书", {"why": NASTY})
    neighbour.execute("INSERT INTO setting (operation_id, name, value) VALUES (?, 'hotline', '12345')", (written,))
    head = chain.seal(neighbour, written)
    assert list(chain.reckoned(neighbour))[-1] == (written, head)
    assert chain.last_head(neighbour) == head != chain.last_head(neighbour, before=written)
    assert chain.first_unchained(neighbour) is None
