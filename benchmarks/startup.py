"""How long a command takes from the shell: the version, help, and the figures of a year of 180 households.

The program itself, in processes of its own; the yardstick is an interpreter that does nothing. Wanted: the version
within three times that, `points balance` within 300 ms in all.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from _measure import medians, table
from ledger import fill

from jifen.domain.period import Month
from jifen.store import connection as books
from jifen.store import households

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
ROUNDS = 15
YARDSTICK = "python -c pass"


def run(*arguments: str | Path) -> None:
    """The program, without a word; what it says is shown where it fails."""
    command = [sys.executable, "-m", "jifen", *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=environment())
    if done.returncode:
        sys.exit(f"{' '.join(command[2:])}: {done.returncode}\n{done.stderr}")


def environment() -> dict[str, str]:
    return {**os.environ, "JIFEN_TODAY": "2026-01-05", "JIFEN_OPERATOR": "benchmark", "PYTHONUTF8": "1"}


def a_year(folder: Path) -> Path:
    """A book made by the program, with the demonstration village's roster and twelve months of entries."""
    book = folder / "year.db"
    run("--db", book, "init", "柳河村")
    run("--db", book, "roster", "import", SAMPLE / "花名册.xlsx", "--yes")
    months = [Month(2025, 1).plus(n) for n in range(12)]
    with closing(books.open_book(book, folder)) as connection:
        codes = sorted({event.household for event in households.events(connection)})
        connection.execute("BEGIN IMMEDIATE")
        fill(connection, 12 * 150, codes, months)
        connection.execute("COMMIT")
    return book


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        book = a_year(Path(name))
        commands: dict[str, tuple[str | Path, ...]] = {
            "jifen --version": ("--version",),
            "jifen points --help": ("points", "--help"),
            "jifen points balance": ("--db", book, "points", "balance"),
            "jifen points balance --json": ("--db", book, "points", "balance", "--json"),
            "jifen points rank": ("--db", book, "points", "rank", "--period", "2025H1"),
            "jifen meeting list": ("--db", book, "meeting", "list"),
        }
        works: dict[str, Callable[[], object]] = {
            YARDSTICK: lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)
        }
        for label, arguments in commands.items():
            works[label] = lambda arguments=arguments: run(*arguments)  # type: ignore[misc]
        taken = medians(works, ROUNDS)
    rows = [(label, value, f"{value / taken[YARDSTICK]:.1f}") for label, value in taken.items()]
    table("a command from the shell, 180 households, a year", ("command", "ms", "times the yardstick"), rows)


if __name__ == "__main__":
    main()
