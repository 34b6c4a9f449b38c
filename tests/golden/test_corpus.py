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

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jifen.domain.household import Household, Roster
from jifen.domain.limits import Ceilings
from jifen.domain.points import show
from jifen.domain.rulebook import Rule, RuleBook, RuleBooks, RulePoints, parse_caps
from jifen.reading.meeting.checks import check_lines
from jifen.reading.meeting.model import ReadingContext
from jifen.reading.meeting.reader import read_meeting

CORPUS = Path(__file__).parent / "corpus"
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


def workbook(case: Case) -> bytes:
    """The file of a case."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    row = 0
    later: list[tuple[Worksheet, str, str]] = []
    if not case.lines[0].startswith("sheet "):
        book.create_sheet("Sheet1")
    for line in case.lines:
        word, _, rest = line.partition(" ")
        if word == "sheet":
            book.create_sheet(rest)
            row = 0
            continue
        sheet: Worksheet = book.worksheets[-1]
        if word == "blank":
            row += int(rest)
        elif line.startswith("["):
            row += 1
            for column, value in enumerate(json.loads(line), start=1):
                if value is not None:
                    sheet.cell(row, column).value = _value(value)
        else:
            later.append((sheet, word, rest))
    for sheet, word, rest in later:
        _set(sheet, word, rest)
    buffer = io.BytesIO()
    book.save(buffer)
    book.close()
    return buffer.getvalue()


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        if "time" in value:
            return time.fromisoformat(value["time"])
        text = value["date"]
        return datetime.fromisoformat(text) if " " in text else date.fromisoformat(text)
    return value


def _set(sheet: Worksheet, word: str, rest: str) -> None:
    match word:
        case "state":
            sheet.sheet_state = rest  # type: ignore[assignment]  # one of the three words there are
        case "merge":
            for area in rest.split():
                sheet.merge_cells(area)
        case "hide":
            for part in rest.split():
                dimensions: Any = sheet.row_dimensions if part.isdigit() else sheet.column_dimensions
                dimensions[int(part) if part.isdigit() else part].hidden = True
        case "format":
            cell, _, code = rest.partition(" ")
            sheet[cell].number_format = code
        case _:
            raise AssertionError(f"no such line: {word} {rest}")


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
