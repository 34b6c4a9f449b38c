"""The demonstration village: its steps, which are data, its sheets, and forms filled in as people would.

Commands are typed by who runs the steps (`cli`); here stands all that needs no command.
"""

import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from jifen.errors import JifenError
from jifen.resources import data_dir

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

SAMPLES = "sample_data"
_SHEETS = (".xlsx", ".xls", ".csv")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: something said, a command run on a day, or the last command's sheet filled in (see the data file)."""

    says: str | None = None
    day: date | None = None
    run: tuple[str, ...] = ()
    then: str | None = None
    fill: str | None = None
    sheet: str | None = None
    least: Mapping[str, int] = field(default_factory=dict)
    most: int | None = None
    every: int = 1
    first: Mapping[str, str | int] = field(default_factory=dict)
    rest: Mapping[str, str | int] = field(default_factory=dict)
    others: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Script:
    """The village's name, who works, the folder of its sheets, the header that names households, and the steps."""

    village: str
    operator: str
    sheets: str
    key: str
    steps: tuple[Step, ...]


def load_script(*, year: bool = False) -> Script:
    """The steps as they ship: those of the half-year, and with `year` those of the second one behind them."""
    data = _read("demonstration.toml")
    steps = data.pop("step") + (_read("demonstration_year.toml")["step"] if year else [])
    return Script(**data, steps=tuple(Step(**{**step, "run": tuple(step.get("run", ()))}) for step in steps))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((data_dir(SAMPLES) / name).read_text("utf-8"))


def refuse_taken(folder: Path) -> None:
    """The village wants a folder of its own."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise JifenError("folder-not-empty", path=str(folder))


def lay_out_sheets(target: Path) -> None:
    """Copies of the sample sheets in a new folder."""
    for file in sorted(data_dir(SAMPLES).rglob("*")):
        if file.suffix in _SHEETS:
            place = target / file.relative_to(data_dir(SAMPLES))
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


class _Words(Formatter):
    """`str.format`, where a list stands for how many it holds and a truth picks one of two words."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, bool):
            yes, _, no = format_spec.partition("|")
            return yes if value else no
        return str(len(value)) if isinstance(value, list) else super().format_field(value, format_spec)


def words(text: str, facts: Mapping[str, object]) -> str:
    """A line of the script with what came of its step."""
    return _Words().vformat(text, (), facts)


def fill_in(script: Script, step: Step, source: Path, target: Path) -> int:
    """Write a filled-in copy of a form; gives how many households were filled in."""
    from openpyxl import load_workbook

    from jifen.printing.engine.pack import pack

    book = load_workbook(source)
    page = book[step.sheet] if step.sheet else book.worksheets[0]
    rows = page.iter_rows()
    head = next(row for row in rows if any(cell.value == script.key for cell in row))
    titles = [str(cell.value or "") for cell in head]
    count = 0
    for number, row in enumerate(rows):
        if not row[titles.index(script.key)].value:
            continue
        wanted = number % step.every == 0 and (step.most is None or count < step.most)
        filled = wanted and _reaches(row, titles, step.least)
        given = step.others if not filled else step.first if step.first and not count else step.rest
        for name, value in given.items():
            row[_column(titles, name)].value = value
        count += filled
    target.write_bytes(pack(book))
    return count


def _column(titles: list[str], name: str) -> int:
    """The column of exactly this name, else the first whose header holds it."""
    return titles.index(name) if name in titles else next(i for i, title in enumerate(titles) if name in title)


def _reaches(row: "tuple[Cell | MergedCell, ...]", titles: list[str], least: Mapping[str, int]) -> bool:
    figures = [(row[_column(titles, name)].value, bound) for name, bound in least.items()]
    return all(isinstance(value, int | float) and value >= bound for value, bound in figures)
