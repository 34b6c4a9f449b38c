"""How long a command takes from the shell: the version, help, and the figures of a year of 180 households.

The program itself, in processes of its own and compiled beforehand, as an installed program is. Two yardsticks: an
interpreter that does nothing, and a typer command with one argument. Wanted: the version within three times the first,
`points balance` within twice the second.
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
YARDSTICK, BARE = "python -c pass", "a bare typer command"
BALANCE = "jifen points balance"
BARE_COMMAND = """
import typer
app = typer.Typer()
@app.command()
def main(name: str) -> None:
    print(name)
app()
"""


def run(*arguments: str | Path) -> None:
    """The program, without a word; what it says is shown where it fails."""
    command = [sys.executable, "-m", "jifen", *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=environment())
    if done.returncode:
        sys.exit(f"{' '.join(command[2:])}: {done.returncode}\n{done.stderr}")


def environment() -> dict[str, str]:
    """A day, an operator, and compiled modules that are kept even where the shell forbids it."""
    own = {"JIFEN_TODAY": "2026-01-05", "JIFEN_OPERATOR": "benchmark", "PYTHONUTF8": "1"}
    return {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": ""}


def bare(script: Path) -> None:
    """A typer command that prints its argument."""
    script.write_text(BARE_COMMAND, encoding="utf-8")
    subprocess.run([sys.executable, script, "x"], check=True, stdout=subprocess.DEVNULL, env=environment())


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
            BALANCE: ("--db", book, "points", "balance"),
            "jifen points balance --json": ("--db", book, "points", "balance", "--json"),
            "jifen points rank": ("--db", book, "points", "rank", "--period", "2025H1"),
            "jifen meeting list": ("--db", book, "meeting", "list"),
        }
        works: dict[str, Callable[[], object]] = {
            YARDSTICK: lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
            BARE: lambda: bare(Path(name) / "bare.py"),
        }
        for label, arguments in commands.items():
            works[label] = lambda arguments=arguments: run(*arguments)  # type: ignore[misc]
        for work in works.values():
            work()  # compiles what is not compiled yet
        taken = medians(works, ROUNDS)
    rows = [(label, value, f"{value / taken[YARDSTICK]:.1f}") for label, value in taken.items()]
    table("a command from the shell, 180 households, a year", ("command", "ms", "times the yardstick"), rows)
    print(f"{BALANCE}: {taken[BALANCE] / taken[BARE]:.2f} times {BARE} (medians)")


if __name__ == "__main__":
    main()
