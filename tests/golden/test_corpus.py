"""A thousand workbooks of the kinds villages send, written down as tables beside what must come of each.

`corpus/*.txt`: `== ` begins a workbook; a line in brackets is a row of cells. `->` says what must come of it: the
points of each household and category, `code cell` of every issue (`*` for any code), `refused` for an error wherever
it is. Totals that no longer add up beside another fault may be reported too.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

from jifen.domain.household import Household, Roster
from jifen.domain.limits import Ceilings
from jifen.domain.points import show
from jifen.domain.rulebook import Rule, RuleBook, RuleBooks, RulePoints, parse_caps
from jifen.reading.meeting.checks import check_lines
from jifen.reading.meeting.model import ReadingContext
from jifen.reading.meeting.reader import read_meeting

CORPUS = Path(__file__).parent / "corpus"
FORMATS = {time: "h:mm:ss", date: "yyyy-mm-dd", datetime: "yyyy-mm-dd h:mm:ss"}
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")
WARNINGS = ("event-repeated", "hidden-content")


@dataclass
class Case:
    """A workbook written down: its lines, and what must come of it."""

    name: str
    file: str = "2025年3月.xlsx"
    lines: list[str] = field(default_factory=list)
    wanted: str = ""


def cases() -> Iterator[Case]:
    for path in sorted(CORPUS.glob("*.txt")):
        if path.stem != "village":
            for part in f"\n{path.read_text(encoding='utf-8')}".split("\n== ")[1:]:
                yield _case(part.split("\n"))


def _case(lines: list[str]) -> Case:
    case = Case(lines[0])
    for line in lines[1:]:
        word, _, rest = line.partition(" ")
        if word == "file":
            case.file = rest
        elif word == "->":
            case.wanted = rest
        elif line:
            case.lines.append(line)
    return case


@dataclass
class Page:
    """A sheet of a case before it is written."""

    name: str
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    state: str = "visible"


def workbook(case: Case) -> bytes:
    """The file of a case (xlsxwriter makes a small one in a quarter of openpyxl's time)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for page in pages(case):
            _write(book, page)
    return buffer.getvalue()


def pages(case: Case) -> list[Page]:
    """The sheets a case's lines describe."""
    found: list[Page] = [] if case.lines[0].startswith("sheet ") else [Page("Sheet1")]
    row = 0
    for line in case.lines:
        word, _, rest = line.partition(" ")
        if word == "sheet":
            found.append(Page(rest))
            row = 0
        elif word == "blank":
            row += int(rest)
        elif line.startswith("["):
            values = enumerate(json.loads(line))
            found[-1].cells |= {(row, column): _value(value) for column, value in values if value is not None}
            row += 1
        else:
            _set(found[-1], word, rest)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        if "time" in value:
            return time.fromisoformat(value["time"])
        text = value["date"]
        return datetime.fromisoformat(text) if " " in text else date.fromisoformat(text)
    return value


def _set(page: Page, word: str, rest: str) -> None:
    match word:
        case "state":
            page.state = rest
        case "merge":
            page.merges += rest.split()
        case "hide":
            page.hidden += rest.split()
        case "format":
            cell, _, code = rest.partition(" ")
            page.formats[xl_cell_to_rowcol(cell)] = code
        case _:
            raise AssertionError(f"no such line: {word} {rest}")


def _write(book: xlsxwriter.Workbook, page: Page) -> None:
    sheet = book.add_worksheet(page.name)
    for area in page.merges:
        sheet.merge_range(area, "")
        first, last = (xl_cell_to_rowcol(corner) for corner in area.split(":"))
        inside = {(row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1)}
        page.cells = {place: value for place, value in page.cells.items() if place == first or place not in inside}
    for place, value in page.cells.items():
        form = book.add_format({"num_format": page.formats.get(place, FORMATS.get(type(value), "General"))})
        if isinstance(value, str) and (value.startswith("=") or value in ERRORS):
            sheet.write_formula(*place, f"={value.lstrip('=')}", form, value if value in ERRORS else "")
        elif isinstance(value, str):
            sheet.write_string(*place, value, form)
        else:
            sheet.write(*place, value, form)
    for part in page.hidden:
        if part.isdigit():
            sheet.set_row(int(part) - 1, None, None, {"hidden": True})
        else:
            sheet.set_column(f"{part}:{part}", None, None, {"hidden": True})
    if page.state != "visible":
        sheet.hide() if page.state == "hidden" else sheet.very_hidden()


@cache
def village() -> ReadingContext:
    """The roster and the rules of `corpus/village.txt`."""
    households, rules = (CORPUS / "village.txt").read_text(encoding="utf-8").split("\n\n")
    known = {}
    for line in households.splitlines():
        code, head, grid, group, status = line.split(" ")
        known[code] = Household(code, head, grid, group=group, status=status)  # type: ignore[arg-type]  # one of its words
    book = []
    for line in rules.splitlines():
        code, category, wording, points, *caps = line.split(" ")
        book.append(Rule(code, category, wording, RulePoints.parse(points), "次", parse_caps("".join(caps))))
    roster = Roster(known)
    return ReadingContext(lambda _: roster, RuleBooks([RuleBook(tuple(book))]), date(2025, 8, 1))


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_the_workbook_is_read_exactly_or_named_at_its_cell(case: Case) -> None:
    context = village()
    reading = read_meeting(case.file, workbook(case), context)
    checked = check_lines([reading], context, [], Ceilings(Decimal(30), Decimal(-20)))
    issues = [*reading.issues, *checked.issues]
    refused = any(issue.severity == "error" for issue in issues)
    if case.wanted == "refused" or (case.wanted.endswith(" or refused") and refused):
        assert refused
        return
    told = [f"{issue.code} {issue.cell}" for issue in issues]
    sums: dict[str, Decimal] = {}
    for draft in reading.lines:
        key = f"{draft.household} {draft.category}"
        sums[key] = sums.get(key, Decimal(0)) + draft.points
    parts = case.wanted.removesuffix(" or refused").split(" | ")
    _compare(parts, {k: show(v) for k, v in sums.items() if v}, {str(d.month) for d in reading.lines}, told, refused)


def _compare(parts: list[str], points: dict[str, str], months: set[str], told: list[str], refused: bool) -> None:
    month = next((part.partition(" in ")[2] for part in parts if " in " in part), "2025-03")
    wanted = [part.partition(" in ")[0] for part in parts if part != "nothing"]
    faults = [part for part in wanted if len(part.split(" ")) == 2]
    rows = dict(part.rsplit(" ", 1) for part in wanted if len(part.split(" ")) == 3)
    if not refused:
        assert points == rows
        assert not points or months == {month}
        assert sorted(told) == sorted(faults)
        return
    assert any(not fault.startswith(WARNINGS) for fault in faults), told
    for fault in faults:
        code, cell = fault.split(" ")
        found = [one for one in told if one == fault or (code == "*" and one.endswith(f" {cell}"))]
        assert found, told
        told = [one for one in told if one not in found]
    assert [one for one in told if not one.startswith("total-mismatch")] == []
