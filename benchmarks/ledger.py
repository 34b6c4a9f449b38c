"""A book of a million entries, 3,000 households and 36 months: how long the figures take, and how rows go in.

`python benchmarks/ledger.py [ENTRIES]`. The book is made through the store, as the program makes it. Wanted: all
balances within 150 ms of query time.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from _measure import medians, seconds, table

from jifen.domain.household import HouseholdEvent
from jifen.domain.period import Month, Period
from jifen.domain.scheme.scheme import ALL
from jifen.store import connection as books
from jifen.store import entries, figures, households, meetings, operations
from jifen.store.entries import NewEntry

AT = "2026-01-01T00:00:00.000Z"
CODES = [f"{number // 10 + 1:03d}-{number % 10 + 1:02d}" for number in range(3000)]
MONTHS = [Month(2023, 1).plus(n) for n in range(36)]
RULES = (("HJ02", "环境卫生", 2), ("CW03", "村务参与", 3), ("GY01", "公益志愿", 1), ("HJ09", "环境卫生", -2))


def new_entries(
    count: int, codes: Sequence[str], months: Sequence[Month], meeting_ids: Sequence[int], file_id: int
) -> Iterator[NewEntry]:
    """Entries spread evenly over households and months, month by month as they would come."""
    for number in range(count):
        place = number * len(months) // count
        rule, category, points = RULES[number * 7 // 3 % len(RULES)]
        yield NewEntry(
            household=codes[number % len(codes)],
            kind="award" if points > 0 else "deduction",
            points=Decimal(points),
            category=category,
            rule=rule,
            wording="月检清洁户（达标）",
            occurred_on=months[place].first,
            month=months[place],
            meeting_id=meeting_ids[place],
            reason="月检清洁户（达标）",
            source_file_id=file_id,
            sheet="明细",
            cell=f"K{number % 20000 + 4}",
        )


def register(connection: sqlite3.Connection, codes: Sequence[str]) -> None:
    """The households, without a roster file."""
    operation = operations.add(connection, "benchmark", AT, date(2026, 1, 1), "benchmark", {})
    households.register(connection, operation, codes)
    start = date(2023, 1, 1)
    registered = (HouseholdEvent(c, start, "registered", head=f"户主{c}", grid=c[:-3], status="active") for c in codes)
    households.add_events(connection, operation, registered)


def fill(connection: sqlite3.Connection, count: int, codes: Sequence[str], months: Sequence[Month]) -> float:
    """Meetings and entries, a third of one month reversed, all months but two final; seconds the entries took."""
    operation = operations.add(connection, "benchmark", AT, date(2026, 1, 1), "benchmark", {})
    file_id = operations.add_file(connection, operation, "benchmark.xlsx", operations.digest(b""), None)
    made = [meetings.create(connection, operation, month, None, ALL) for month in months]
    ids = [meeting.id for meeting in made]
    taken = seconds(lambda: entries.add(connection, operation, new_entries(count, codes, months, ids, file_id)))
    for meeting in made[:-2]:
        meetings.set_status(connection, operation, meeting.id, "published")
        meetings.set_status(connection, operation, meeting.id, "final")
    wrong = entries.select(connection, period=Period.of_month(months[5]), in_force=True)[::3]
    entries.add(connection, operation, (NewEntry.reversing(entry, "记错") for entry in wrong))
    return taken


def bare_insert(folder: Path, count: int) -> float:
    """The same rows through the same generator into a table without indexes, triggers or checks."""
    connection = sqlite3.connect(folder / "bare.db")
    connection.execute("CREATE TABLE entry (household, kind, points, category, rule, occurred_on, month, meeting_id)")
    rows = (
        (e.household, e.kind, int(e.points * 100), e.category, e.rule, str(e.occurred_on), str(e.month), e.meeting_id)
        for e in new_entries(count, CODES, MONTHS, range(len(MONTHS)), 1)
    )
    with connection:
        taken = seconds(lambda: connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows))
    connection.close()
    return taken


def measure(connection: sqlite3.Connection) -> None:
    one = CODES[len(CODES) // 2]
    year = Period.parse("2025")
    works = {
        "bare sum by household (yardstick)": lambda: connection.execute(
            "SELECT household, sum(points) FROM entry GROUP BY household"
        ).fetchall(),
        "all balances": lambda: figures.balances(connection),
        "one balance": lambda: figures.balances(connection, one),
        "points of a year, all households": lambda: figures.scores(connection, year),
        "points of a month, all households": lambda: figures.scores(connection, Period.of_month(MONTHS[-1])),
        "entries of one household": lambda: entries.select(connection, household=one),
    }
    taken = medians(works, 9)
    yardstick = taken["bare sum by household (yardstick)"]
    rows = [(name, value, f"{value / yardstick:.2f}") for name, value in taken.items()]
    table("query", ("what", "ms", "times the yardstick"), rows)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = bare_insert(folder, count)
        connection = books.create(folder / "book.db")
        connection.execute("BEGIN IMMEDIATE")
        register(connection, CODES)
        taken = fill(connection, count, CODES, MONTHS)
        connection.execute("COMMIT")
        size = (folder / "book.db").stat().st_size / 2**20
        rows = [
            ("bare table (yardstick)", bare, "1.0"),
            ("the ledger: indexes, triggers, checks", taken, f"{taken / bare:.1f}"),
        ]
        table(f"{count:,} entries by executemany, book of {size:,.0f} MB", ("into", "s", "times the yardstick"), rows)
        measure(connection)
        connection.close()


if __name__ == "__main__":
    main()
