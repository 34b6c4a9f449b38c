"""What the chain of operations covers, table by table, and its heads in the book.

`COVERED` is the one list of what a head is reckoned over. A table that a later step makes gets a line of its own with
the step's number; a line once released never changes, for the heads in every book were reckoned with it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter

from jifen.domain import chain
from jifen.store.rows import insert, number

FIRST_STEP = 6
"""The step of the schema that brought the chain."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A table's columns in the order in which they are hashed, behind the operation they belong to.

    `keys`: how many of them are the primary key. `owner`: the table whose row, named by the first column, bears the
    operation. `since`: the step that made the table.
    """

    columns: str
    keys: int = 1
    owner: str | None = None
    since: int = FIRST_STEP


COVERED: Mapping[str, Covered] = {
    "activity": Covered("id name held_on rule place quota", since=10),
    "activity_event": Covered("id activity_id status reason source_file_id", since=10),
    "alias": Covered("id kind key target"),
    "alias_removal": Covered("alias_id"),
    "attendance": Covered("id activity_id household person times", since=10),
    "board_change": Covered("id line_id kind changed_on text reason document_id"),
    "board_draft": Covered("id period content"),
    "board_line": Covered("id document_id list household ends_on content"),
    "board_review": Covered("id draft_id source_file_id content"),
    "conversion": Covered("entry_id period", since=12),
    "deed": Covered(
        "id household occurred_on rule category times points reported_by note activity_id matter_id source_file_id "
        "sheet cell",
        since=10,
    ),
    "deed_event": Covered("id deed_id status meeting_id entry_id reason", since=10),
    "document": Covered(
        "id kind period meeting_id corrects year seq number code notice_starts_on notice_ends_on content"
    ),
    "entry": Covered(
        "id household kind points category rule wording hides_actor occurred_on month meeting_id reason actor "
        "source_file_id sheet cell reverses"
    ),
    "entry_again": Covered("entry_id stands_for", since=9),
    "fund_again": Covered("fund_entry_id stands_for", since=9),
    "fund_entry": Covered("id booked_on cents reason donor lot_id"),
    "fund_reversal": Covered("fund_entry_id reverses", since=9),
    "grid_event": Covered("id grid effective_on name lead worker", since=10),
    "grid_meeting": Covered("id held_on present note", since=10),
    "honour_draft": Covered("draft_id kind rules", since=10),
    "household": Covered("code"),
    "household_event": Covered("id household effective_on kind head grid villager_group people tier status other"),
    "item": Covered("code"),
    "item_event": Covered("id item effective_on name spec unit points reference_cents"),
    "lot": Covered("id item origin party unit_cents receipt received_on best_before_on"),
    "matter": Covered("id kind flow household grid text reported_by source_file_id sheet cell", since=10),
    "matter_event": Covered("id matter_id kind step happened_at person note outcome rating", since=10),
    "meeting": Covered("id month"),
    "meeting_event": Covered("id meeting_id status reason"),
    "meeting_fact": Covered("id meeting_id name value"),
    "meeting_scheme": Covered("meeting_id period spendable", since=12),
    "meeting_sheet": Covered("id meeting_id source_file_id role name layout row_count entry_count skipped"),
    "movement": Covered("id lot_id kind quantity reason receipt_line_id"),
    "movement_again": Covered("movement_id stands_for", since=9),
    "movement_reversal": Covered("movement_id reverses", since=9),
    "objection": Covered("id document_id household entry_id filed_on due_on late reason"),
    "objection_decision": Covered("objection_id outcome decided_on reason document_id"),
    "operation": Covered("id command done_at done_on operator details"),
    "photo": Covered("id sha256 format deed_id matter_event_id", since=10),
    "quantity": Covered("id meeting_id household rule amount occurred_on entry_id source_file_id sheet cell", since=11),
    "receipt": Covered("id round_id household number paper_number redeemed_on proxy relation import_id note"),
    "receipt_line": Covered("id receipt_id position item quantity price entry_id"),
    "receipt_return": Covered("line_id returned_on reason entry_id"),
    "redemption_import": Covered("id round_id source_file_id layout"),
    "redemption_round": Covered("id period starts_on ends_on"),
    "round_event": Covered("id round_id status"),
    "round_price": Covered("round_id item points", keys=2),
    "rule": Covered(
        "version_id code position category wording points unit caps needs_evidence hides_actor note",
        keys=2,
        owner="rulebook_version",
    ),
    "rule_terms": Covered(
        "version_id code highest_group double_months valid_months", keys=2, owner="rulebook_version", since=11
    ),
    "rulebook_version": Covered("id effective_on shipped"),
    "scheme_line": Covered("version_id item content", keys=2, owner="rulebook_version", since=12),
    "score_decision": Covered("entry_id meeting_id household kind score evidence reason", since=13),
    "setting": Covered("id name value"),
    "sheet_household": Covered("sheet_id household", keys=2, owner="meeting_sheet"),
    "source_erasure": Covered("source_file_id reason", since=8),
    "source_file": Covered("id path sha256"),
    "source_kept": Covered("source_file_id sha256", since=8),
    "stocktake": Covered("id source_file_id item booked counted reason"),
    "undo": Covered("undone_id", since=9),
    "veto": Covered("id household ground evidence starts_on ends_on"),
    "veto_lift": Covered("veto_id lifted_on"),
    "year_close": Covered("id year policy max_points months"),
    "year_close_revert": Covered("year_close_id"),
}

EXEMPT: Mapping[str, str] = {
    "village": "the chain begins with it",
    "document_kind": "written by steps of the schema, by no operation",
    "operation_head": "the chain itself",
    "delivery": "files on their way, gone once they are in place; the paper's content is in its document",
    "source_content": "the digest of its bytes is covered and checked, and they may lawfully be erased",
}
"""Tables and columns no head is reckoned over, and why."""

Rows = Iterable[bytes]
_LINE = itemgetter(1)


def _select(table: str, covered: Covered) -> tuple[str, str, list[str]]:
    """What names a row's operation, a query for that and the row as JSON, and the order of an operation's rows.

    SQLite writes the JSON, in half the time of fetching the values. As bytes: a text that is none comes, too.
    """
    columns = covered.columns.split()
    order = [f"t.{column}" for column in columns[: covered.keys]]
    if covered.owner is None:
        operation, source = ("t.id" if table == "operation" else "t.operation_id"), f"{table} AS t"
    else:
        # CROSS: the owner's index gives the order, so nothing is sorted.
        operation, source = "o.operation_id", f"{covered.owner} AS o CROSS JOIN {table} AS t ON t.{columns[0]} = o.id"
    values = ", ".join([operation, *(f"t.{column}" for column in columns)])
    return operation, f"SELECT {operation}, CAST(json_array({values}) AS BLOB) FROM {source}", order


def _lines(until: int | None) -> list[tuple[str, Covered]]:
    """What is covered, by name; with `until` what was so at that step."""
    return [(table, it) for table, it in sorted(COVERED.items()) if until is None or it.since <= until]


def seal(connection: sqlite3.Connection, operation_id: int) -> str:
    """Reckon and keep the head of the operation under way, after all else it writes; gives it."""
    tables: list[tuple[str, Rows]] = []
    for table, covered in _lines(None):
        operation, query, order = _select(table, covered)
        query = f"{query} WHERE {operation} = ? ORDER BY {', '.join(order)}"
        tables.append((table, map(_LINE, connection.execute(query, (operation_id,)))))
    head = chain.head(last_head(connection), tables)
    insert(connection, "operation_head", operation_id=operation_id, head=head, kind="reckoned")
    return head


def last_head(connection: sqlite3.Connection, before: int | None = None) -> str:
    """The newest operation's head (with `before` of those older than it); of an empty book what the chain begins with.

    While an operation is under way it has none yet: this is the head before it.
    """
    older = "" if before is None else "WHERE operation_id < :before"
    query = f"SELECT head FROM operation_head {older} ORDER BY operation_id DESC LIMIT 1"
    row = connection.execute(query, {"before": before}).fetchone()
    return str(row[0]) if row else chain.beginning(_village(connection))


def _village(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT village_id FROM village").fetchone()
    return str(row[0]) if row else ""


def reckoned(connection: sqlite3.Connection, until: int | None = None) -> Iterator[tuple[int, str]]:
    """(operation, head) of all operations, reckoned again from what stands in the tables, oldest first.

    Rows that belong to no operation count as one: no head is kept for it. `until`: as of that step of the schema.
    """
    head = chain.beginning(_village(connection))
    streams = [_groups(connection, place, table, covered) for place, (table, covered) in enumerate(_lines(until))]
    for operation, parts in groupby(merge(*streams, key=itemgetter(0, 1)), key=itemgetter(0)):
        head = chain.head(head, ((table, rows) for _, _, table, rows in parts))
        yield operation, head


def _groups(
    connection: sqlite3.Connection, place: int, table: str, covered: Covered
) -> Iterator[tuple[int, int, str, Rows]]:
    """(operation, place among the tables, table, rows) of each operation that wrote to a table."""
    operation, query, order = _select(table, covered)
    rows = connection.execute(f"{query} ORDER BY {', '.join([operation, *order])}")
    for written_by, group in groupby(rows, key=itemgetter(0)):
        yield written_by, place, table, map(_LINE, group)


def kept(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """(operation, head) as the book keeps them, oldest first."""
    return connection.execute("SELECT operation_id, head FROM operation_head ORDER BY operation_id")


def first_unchained(connection: sqlite3.Connection) -> int | None:
    """That operation's id; None where every head is right."""
    passed: list[int] = []

    def watched() -> Iterator[tuple[int, str]]:
        for operation, head in reckoned(connection):
            yield operation, head
            passed.append(operation)

    try:
        return chain.first_difference(watched(), kept(connection))
    except sqlite3.OperationalError:  # a table is gone, or a value is of no kind that this program writes
        return passed[-1] + 1 if passed else 1


def found(connection: sqlite3.Connection, digits: str) -> int | None:
    """The operation whose head begins with these digits."""
    query = "SELECT operation_id FROM operation_head WHERE head GLOB ? ORDER BY operation_id LIMIT 1"
    row = connection.execute(query, (f"{digits}*",)).fetchone()
    return None if row is None else int(row[0])


def count(connection: sqlite3.Connection) -> int:
    """How many operations bear a head."""
    return number(connection, "SELECT count(*) FROM operation_head")


def chain_old_book(connection: sqlite3.Connection, until: int | None = FIRST_STEP) -> None:
    """Give every operation of a book that had no chain its head, marked as reckoned at the upgrade.

    `until`: as of that step of the schema.
    """
    heads = list(reckoned(connection, until))
    known = {row[0] for row in connection.execute("SELECT id FROM operation")}
    rows = ((operation, head, "at-upgrade") for operation, head in heads if operation in known)
    connection.executemany("INSERT INTO operation_head (operation_id, head, kind) VALUES (?, ?, ?)", rows)
