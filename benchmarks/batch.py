"""The seven case workbooks as one batch, from the shell, into a book that has the roster: `batch.py [FOLDER]`.

The yardstick is openpyxl's bare load of the xlsx files among them, in the same run. Wanted: 1.5 s in all.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from _measure import medians, table
from startup import SAMPLE, run

ROOT = SAMPLE.parent
ROUNDS = 7


def folder_of_cases() -> Path:
    """The folder given, else the case workbooks in or beside the checkout, else the demonstration village."""
    places = [Path(argument) for argument in sys.argv[1:2]] or [ROOT / "tests" / "golden", ROOT.parent / "shared"]
    found = sorted(path.parent for place in places for path in place.rglob("2025年1月积分评议汇总表.xlsx"))
    return found[0] if found else SAMPLE


def months_of(folder: Path) -> list[Path]:
    """A month's workbook each, without the ones with faults and the correction."""
    return sorted(path for path in folder.glob("2025年*月*.*") if "有" not in path.name and "更正" not in path.name)


def bare_load(files: list[Path]) -> None:
    import openpyxl

    for path in files:
        openpyxl.load_workbook(path, data_only=True).close()


def main() -> None:
    folder = folder_of_cases()
    files = months_of(folder)
    if not files:
        sys.exit(f"no workbooks in {folder}")
    with tempfile.TemporaryDirectory() as name:
        empty, book = Path(name) / "empty.db", Path(name) / "book.db"
        run("--db", empty, "init", "沙院村", "--rulebook", folder / "积分细则.csv")
        run("--db", empty, "roster", "import", folder / "花名册.xlsx", "--yes")

        def fresh() -> None:
            shutil.copy(empty, book)

        def import_all(*options: str) -> Callable[[], None]:
            def work() -> None:
                run("--db", book, "meeting", "import", *files, "--yes", *options)

            return work

        works: dict[str, Callable[[], object]] = {
            "openpyxl's bare load of the xlsx (yardstick)": lambda: bare_load(
                [f for f in files if f.suffix == ".xlsx"]
            ),
            "copy of the empty book": fresh,
            "meeting import, dry run": import_all("--dry-run"),
            "meeting import": import_all(),
            "the same files again (unchanged)": import_all(),
        }
        taken = medians(works, ROUNDS)
    yardstick = next(iter(taken.values()))
    rows = [(label, value, f"{value / yardstick:.2f}") for label, value in taken.items()]
    table(f"{len(files)} workbooks of {folder.name} as one batch", ("what", "ms", "times the yardstick"), rows)


if __name__ == "__main__":
    main()
