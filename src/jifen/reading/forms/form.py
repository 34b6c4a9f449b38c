"""Any other workbook that people fill in: tables found by the words of their headers, columns in any order.

Every form but the meeting sheet says here what it looks like (`Form`) and gets its tables from `read_tables`; what the
cells mean to the book is the caller's to say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from string import ascii_uppercase

from jifen.domain.household import Household
from jifen.domain.period import Month
from jifen.reading.coloured_copy import is_report_sheet
from jifen.reading.formats.workbook import Cell, Sheet, Workbook, address
from jifen.reading.forms.examples import bears_mark, is_example
from jifen.reading.issue_log import IssueLog
from jifen.reading.opened import read_opened
from jifen.reading.words.days import read_day
from jifen.reading.words.headers import is_note, label, total_row
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_grid, normalise_text
from jifen.reading.words.numbers import Fault, Points, is_none, plain_text, read_points
from jifen.reading.words.vocabulary import FormName, keys_by_word, words_of

SEARCHED_ROWS = 60
"""How far down a sheet a header may begin."""


@dataclass(frozen=True)
class Form:
    """What a form looks like: the keys of its columns, their words being `vocabulary`'s.

    A table is what has all keys of one set of `needed`; the first set that any table has decides. `lacking` is the
    reason given where there is none. With `others`, further columns are read too, under `column:N`. `any_words`: a row
    of more than one cell is a line, even where it begins like a note or a total.
    """

    name: FormName
    keys: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]
    lacking: str
    others: bool = False
    any_words: bool = False

    @cached_property
    def by_word(self) -> Mapping[str, tuple[str, int]]:
        """Of each folded word its key, and how sure it is: 0 the surest."""
        order = {key: {word: place for place, word in enumerate(words_of(self.name, key))} for key in self.keys}
        return {
            normalise_text(word): (key, order[key][word]) for word, key in keys_by_word(self.name, self.keys).items()
        }


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form and the ways to read it. `cell` is its address; a blank one has an address too."""

    sheet: str
    cell: str
    raw: Cell | None
    covered: bool = False
    """Whether what stands here was written once and merged down from a row above."""

    @property
    def blank(self) -> bool:
        """Nothing, or a mark that means nothing."""
        return is_none(self.raw)

    @property
    def found(self) -> str | None:
        """What stands there, as it stands."""
        return self.raw.text if self.raw else None

    @property
    def text(self) -> str:
        """The text without outer spaces and line breaks; blank for none."""
        return plain_text(self.raw) or ""

    @property
    def folded(self) -> str:
        """The text to compare by: widths and spaces folded."""
        return "" if self.blank or self.raw is None else normalise_text(self.raw.text)

    def number(self) -> Decimal | Fault | None:
        """A number of at most two decimals; None for blank."""
        points = read_points(self.raw)
        if isinstance(points, Points):
            return points.value
        return Fault("points-invalid", "tick") if points == "tick" else points

    def day(self, month: Month, last: date | None = None) -> date | Fault | None:
        """A day; the year a short form lacks is that of `month`, or the one nearest before `last`."""
        return read_day(self.raw, month, last)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row by key; keys whose column is missing are not in `cells`."""

    number: int
    cells: Mapping[str, FormCell]

    def __getitem__(self, key: str) -> FormCell:
        """The cell of a column; raises `KeyError` where the table has no such column."""
        return self.cells[key]

    def get(self, key: str) -> FormCell | None:
        """The cell of a column, None where the table has no such column."""
        return self.cells.get(key)

    def text(self, key: str) -> str:
        """The text of a column; blank where the column is missing."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    def folded(self, key: str) -> str:
        """The text of a column to compare by; blank where the column is missing."""
        cell = self.cells.get(key)
        return cell.folded if cell else ""

    @property
    def identity(self) -> FormCell:
        """The cell that names the household: its code's, the head's where there is no code.

        Raises `KeyError` where the table has neither column.
        """
        code, head = self.cells.get("code"), self.cells.get("head")
        return code if code is not None and (head is None or not code.blank) else self.cells["head"]


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table found by its headers. `others` are the columns nobody asked for, by header: A01 香皂（5分）."""

    sheet: str
    header_row: int
    columns: Mapping[str, int]
    rows: tuple[FormRow, ...]
    others: Mapping[int, str] = field(default_factory=dict)
    titles: tuple[FormCell, ...] = ()
    """What stands above the header, in order."""
    examples: tuple[FormCell, ...] = ()
    """The marks of rows that are no more than our blank form's examples; they are not among `rows`."""
    half_typed: tuple[FormCell, ...] = ()
    """The marks of examples that somebody typed over and left marked; not among `rows` either."""


def read_tables(data: bytes, form: Form, log: IssueLog) -> list[FormTable]:
    """The form's tables in a file; none, with the issue noted, where it holds none."""
    return read_opened(data, log, lambda workbook: find_or_note(workbook, form, log)) or []


def find_or_note(workbook: Workbook, form: Form, log: IssueLog) -> list[FormTable]:
    """The form's tables; where there is none the issue says which header is missing and what stands in its place."""
    tables = find_tables(workbook, form)
    if not tables:
        sheet, facts = lacking(workbook, form)
        log.add("table-not-found", sheet, facts={"reason": form.lacking, **facts})
    return tables


Nearest = tuple[str | None, dict[str, str]]
"""The sheet that comes nearest to a form, and the facts of its header."""


def lacking(workbook: Workbook, form: Form) -> Nearest:
    """The sheet that comes nearest to a form, and the facts of its header: `row`, `missing` keys, `found` headers.

    Nothing where no row has any header of the form: such a file is another file altogether.
    """
    best: tuple[int, int, str, dict[str, str]] | None = None
    for sheet in workbook.sheets:
        for row in [] if is_report_sheet(sheet) else sorted(sheet.rows)[:SEARCHED_ROWS]:
            columns = _header(sheet, row, form)
            missing = min(([key for key in keys if key not in columns] for keys in form.needed), key=len)
            known = len(columns.keys() & {key for keys in form.needed for key in keys})
            if not known or (best is not None and (-len(missing), known) <= best[:2]):
                continue
            strange = [cell.text for index, cell in sorted(sheet.rows[row].items()) if index not in columns.values()]
            found = "、".join(text.strip()[:12] for text in strange if text.strip())[:60]
            facts = {"row": str(row), "missing": " ".join(missing), "found": found}
            best = (-len(missing), known, sheet.name, facts)
    return (best[2], best[3]) if best is not None else (None, {})


def conclude(log: IssueLog, tables: Sequence[FormTable], read: Iterable[object], reason: str) -> None:
    """Say which rows were left aside as examples, and of tables from which nothing came that they are not filled in.

    Where there were not even examples, though nothing is wrong, it is most likely the wrong file (`reason`).
    """
    for mark in (mark for table in tables for mark in table.half_typed):
        log.on("cell-unread", mark, {"reason": "example"})
    if tables and not log.issues and not any(True for _ in read):
        if any(table.examples for table in tables):
            log.add("file-empty", tables[0].sheet, facts={"reason": "examples"})
        else:
            log.add("table-not-found", tables[0].sheet, facts={"reason": reason})
    for table in tables:
        if table.examples:
            rows = "、".join(mark.cell.lstrip(ascii_uppercase) for mark in table.examples)
            facts = {"rows": rows, "count": str(len(table.examples))}
            log.add("example-left", table.sheet, table.examples[0].cell, table.examples[0].found, facts)


def find_household(row: FormRow, households: Households, log: IssueLog) -> Household | None:
    """Who a row is about; None with the issue noted, at the code where that is unknown, else at the name."""
    match = households.find(row.text("code"), row.text("head"), normalise_grid(row.text("grid")) or None)
    if match.household is None and match.code is not None:
        at = row.identity if match.code == "household-unknown" else row.get("head") or row.identity
        log.on(match.code, at, match.facts, match.suggestions)
    return match.household


def find_tables(workbook: Workbook, form: Form) -> list[FormTable]:
    """Every table of the form, at most one a sheet.

    A unit in brackets behind a header is no part of it. Rows of totals, of notes, and rows without any asked cell are
    left out.
    """
    sheets = [sheet for sheet in workbook.sheets if not is_report_sheet(sheet)]
    for needed in form.needed:
        tables = [table for sheet in sheets if (table := _table(sheet, form, needed)) is not None]
        if tables:
            return tables
    return []


def _table(sheet: Sheet, form: Form, needed: Sequence[str]) -> FormTable | None:
    for row in sorted(sheet.rows)[:SEARCHED_ROWS]:
        columns = _header(sheet, row, form)
        if not set(needed) <= columns.keys():
            continue
        rest = {i: c.text for i, c in sheet.rows[row].items() if i not in columns.values() and c.text.strip()}
        titles = tuple(FormCell(sheet.name, address(r, c), cell) for r, c, cell in sheet.walk() if r < row)
        rows = _rows(sheet, row, columns, rest if form.others else {}, form)
        marks = {number: mark for number in rows if (mark := _mark(sheet, number)) is not None}
        ours = {number for number in marks if is_example(cell.text for cell in sheet.rows[number].values())}
        return FormTable(
            sheet.name,
            row,
            columns,
            tuple(found for number, found in rows.items() if number not in marks),
            rest,
            titles,
            tuple(mark for number, mark in marks.items() if number in ours),
            tuple(mark for number, mark in marks.items() if number not in ours),
        )
    return None


def _header(sheet: Sheet, row: int, form: Form) -> dict[str, int]:
    """Where each key's column is: of several the one whose word is the surest, then the first."""
    columns: dict[str, tuple[int, int]] = {}
    for index, cell in sheet.rows[row].items():
        folded = label(cell.text)
        meant = form.by_word.get(folded.whole) or form.by_word.get(folded.plain)
        if meant is not None:
            key, place = meant
            columns[key] = min(columns.get(key, (place, index)), (place, index))
    return {key: index for key, (_, index) in columns.items()}


def _mark(sheet: Sheet, number: int) -> FormCell | None:
    """The cell that marks a row as an example."""
    marked = ((index, cell) for index, cell in sorted(sheet.rows[number].items()) if bears_mark(cell.text))
    return next((FormCell(sheet.name, address(number, index), cell) for index, cell in marked), None)


def _rows(
    sheet: Sheet, header: int, columns: Mapping[str, int], rest: Mapping[int, str], form: Form
) -> dict[int, FormRow]:
    rows = {}
    places = {**columns, **{f"column:{index}": index for index in rest}}
    for number in sorted(sheet.rows):
        if number <= header or _header(sheet, number, form).keys() >= columns.keys():
            continue
        own = sheet.rows[number]
        texts = [cell.text for _, cell in sorted(own.items()) if cell.kind == "text"]
        most = 1 if form.any_words else 2 + len(columns) // 2
        if texts and (is_note(texts[0]) or total_row(texts[0])) and len(own) <= most:
            continue
        cells = {key: _cell(sheet, number, index, header) for key, index in places.items()}
        if any(not cell.blank for cell in cells.values()):
            rows[number] = FormRow(number, cells)
    return rows


def _cell(sheet: Sheet, row: int, column: int, header: int) -> FormCell:
    seen = sheet.merged_down(row, column, header)
    return FormCell(sheet.name, address(row, column), seen, covered=seen is not None and not sheet.cell(row, column))
