"""What must not grow with the book: verify, one `points add`, and what reads everybody at once, with peak memory.

`python benchmarks/scale.py [ENTRIES ...]` (50,000, 250,000 and 500,000 by default). The books are those of ledger.py:
3,000 households and 36 months posted through the store, months but the last two final, without documents or source
sheets, so `verify` reads none again; the demonstration's book, whose 24 sheets it does read, stands beside them.
Each work runs alone in a fresh interpreter on a copy of its own: CPU seconds are the work's, peak memory is the whole
process's, and the first row is an interpreter that opens the book and does nothing. Medians of three.

Wanted: verify of 50,000 within 0.4 s and of 250,000 within 1.8 s of CPU; `points add` the same at every size; opening
balances and the closing of a year linear, and at 500,000 within 150 MB.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from _measure import table
from ledger import CODES, MONTHS, fill, register
from startup import run

from jifen.domain.closing import Policy
from jifen.domain.period import Month
from jifen.domain.rulebook import Rule, RulePoints
from jifen.services.ledger.posting import Posting
from jifen.services.session import Folders, Session
from jifen.store import chain, operations, rulebooks
from jifen.store import connection as books

SIZES = (50_000, 250_000, 500_000)
ROUNDS = 3
TODAY = date(2026, 1, 10)
OPENED = CODES[: len(CODES) // 2]
"""Households that get an opening balance; the benchmark's ledger has none."""


def make_book(path: Path, count: int) -> None:
    """A book of so many entries, with the rules its entries name."""
    connection = books.create(path)
    connection.execute("BEGIN IMMEDIATE")
    register(connection, CODES)
    operation = operations.add(connection, "init", "2023-01-01T00:00:00.000Z", date(2023, 1, 1), "benchmark", {})
    rules = [
        Rule(code, category, "月检清洁户（达标）", RulePoints.parse(points))
        for code, category, points in (
            *(("HJ02", "环境卫生", "+2"), ("CW03", "村务参与", "+3")),
            *(("GY01", "公益志愿", "+1"), ("HJ09", "环境卫生", "-2")),
        )
    ]
    rulebooks.add_version(connection, operation, rules, date(2023, 1, 1), shipped=False)
    rulebooks.set_setting(connection, operation, "month-max", "99999")
    fill(connection, count, CODES, MONTHS)
    for number in range(1, operations.last_id(connection) + 1):
        chain.seal(connection, number)
    connection.execute("COMMIT")
    connection.close()


def nothing(session: Session) -> None:
    session.settings()


def verify(session: Session) -> None:
    from jifen.services.book.verify import verify_book

    wrong = [check for check in verify_book(session) if not check.ok]
    if wrong:
        sys.exit(str(wrong))


def add(session: Session) -> None:
    from jifen.services.meeting.points import add_points

    add_points(session, CODES[7], MONTHS[-1], Posting(Decimal(2), rule="HJ02"), "清沟")


def statement(session: Session) -> None:
    from jifen.services.meeting.points import statement as page

    page(session, CODES[7], None)


def one_month(session: Session) -> None:
    from jifen.services.meeting.meetings import show_month

    show_month(session, Month(2025, 12))


def opening(session: Session) -> None:
    from jifen.services.meeting.points import import_opening

    text = "户编号,期初积分\n" + "".join(f"{code},12.5\n" for code in OPENED)
    found = import_opening(session, "期初.csv", text.encode())
    if found.status != "imported":
        sys.exit(str(found.issues[:3]))


def close(session: Session) -> None:
    from jifen.services.shop.year import close_year

    close_year(session, 2024, Policy("expire-after", months=12))


def revert(session: Session) -> None:
    from jifen.services.shop.year import close_year, revert_year

    close_year(session, 2024, Policy("expire-after", months=12))
    revert_year(session, 2024)


WORKS: dict[str, Callable[[Session], None]] = {
    "open the book, nothing else": nothing,
    "verify": verify,
    "points add": add,
    "statement of a household": statement,
    "one month shown": one_month,
    "points opening": opening,
    "year close": close,
    "year close and its revert": revert,
}


def child(path: Path, work: str) -> None:
    """Do one work and print CPU seconds and peak MB."""
    folders = Folders(path.parent, path.parent, path.parent, path.parent)
    connection = books.open_book(path, path.parent)
    session = Session(connection, path, "benchmark", TODAY, folders)
    start = time.process_time()
    WORKS[work](session)
    taken = time.process_time() - start
    connection.close()
    print(taken, peak())


def peak() -> float:
    """The most memory this process ever had, in MB; 0 where the system does not say.

    Not `ru_maxrss`: that of a child begins with what its parent had.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return next(int(line.split()[1]) / 2**10 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


def measured(book: Path, work: str) -> tuple[float, float]:
    """Medians over the rounds, each on a fresh copy."""
    found: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            copy = Path(shutil.copyfile(book, Path(name) / "book.db"))
            arguments = [sys.executable, __file__, "--child", str(copy), work]
            said = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.split()
            found.append((float(said[0]), float(said[1])))
    return statistics.median(t for t, _ in found), statistics.median(m for _, m in found)


def told(found: tuple[float, float]) -> str:
    return f"{found[0]:.3f} s {found[1]:.0f} MB"


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), sys.argv[3])
        return
    sizes = tuple(int(text.replace(",", "")) for text in sys.argv[1:]) or SIZES
    rows: dict[str, list[str]] = {work: [work] for work in WORKS}
    with tempfile.TemporaryDirectory() as name:
        demonstration = Path(name) / "demonstration"
        run("demo", demonstration)
        proved = told(measured(demonstration / "jifen.db", "verify"))
        for size in sizes:
            book = Path(name) / f"{size}.db"
            make_book(book, size)
            for work, row in rows.items():
                row.append(told(measured(book, work)))
            book.unlink()
    rows["demonstration"] = ["verify of the demonstration, sheets read again", proved, *[""] * (len(sizes) - 1)]
    table("CPU seconds and peak memory", ("what", *(f"{size:,} entries" for size in sizes)), list(rows.values()))


if __name__ == "__main__":
    main()
