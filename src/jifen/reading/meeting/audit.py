"""The audit: every cell of a sheet is asked which meaning took it; what none took is an issue.

It reads nothing and knows no layout: it has the cells and the account that the reader kept, and words that count
whatever column they stand in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jifen.reading.formats.workbook import Cell, Sheet, address, column_letters
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.account import Account, Span
from jifen.reading.meeting.model import LeftColumn
from jifen.reading.words.marks import answer_word, decision_word, direction_word, excludes, is_mark
from jifen.reading.words.names import split_name
from jifen.reading.words.numbers import is_none, looks_like_points

_SAYS = frozenset({"note", "handled", "judging", "status"})
"""Columns left aside where a cross or 否 may well speak of the row."""

_NAMING = frozenset({"head", "actor", "reason", "rule_text"})


@dataclass(slots=True)
class Counted:
    """What the ledger gets from a sheet, by row: whether it goes up (1) or down (-1), and whether the sheet says so."""

    rows: Mapping[int, int] = field(default_factory=dict)
    has_decision: bool = False
    has_direction: bool = False


@dataclass(slots=True)
class _Part:
    """The columns of one table, over its rows."""

    first: int
    last: int
    spans: dict[int, Span] = field(default_factory=dict)
    strange: set[int] = field(default_factory=set)
    """Columns where an issue stands already, or that nobody can ask about."""

    @property
    def said(self) -> list[Span]:
        """Those that name somebody or something."""
        return [span for span in self.spans.values() if span.key in _NAMING]

    @property
    def left(self) -> list[Span]:
        return [span for span in self.spans.values() if span.left]


def audit(sheet: Sheet, account: Account, counted: Counted, log: IssueLog) -> tuple[LeftColumn, ...]:
    """Note every cell that nothing took; gives the columns that were left aside, with how many cells they fill."""
    parts = _parts(account)
    numbers: Counter[Span] = Counter()
    texts: Counter[Span] = Counter()
    known = {(i.sheet, i.cell) for i in log.issues}
    for row, part in _rows(sheet, parts):
        if part is None:
            if row not in account.headers:
                _outside(sheet, row, log)
            continue
        cells = sheet.rows[row]
        for span in part.left:
            cell = cells.get(span.column)
            if cell is not None:
                (numbers if looks_like_points(cell) or cell.text.isdigit() else texts)[span] += not is_none(cell)
                _contradicts(sheet, row, span, cell, counted, log)
        for span in part.said:
            if (cell := cells.get(span.column)) is not None and counted.rows.get(row, 0) > 0:
                _excluded(sheet, row, span, cell, log)
        if row not in account.lines:
            _unread(sheet, row, part, known, log)
    return tuple(_left(parts, numbers, texts, sheet))


def _excluded(sheet: Sheet, row: int, span: Span, cell: Cell, log: IssueLog) -> None:
    """`张三（弃权）`, `开会（未通过）`: what stands in brackets takes back what the row says."""
    if cell.kind == "text" and any(excludes(note) for note in split_name(cell.text)[1]):
        log.at("cell-unread", sheet, row, span.column, {"reason": "decision"})


def _parts(account: Account) -> list[_Part]:
    parts: dict[tuple[int, int], _Part] = {}
    for span in account.spans:
        part = parts.setdefault((span.first, span.last), _Part(span.first, span.last))
        part.spans[span.column] = span
    return sorted(parts.values(), key=lambda part: part.first)


def _rows(sheet: Sheet, parts: list[_Part]) -> Iterator[tuple[int, _Part | None]]:
    """Every row, with the table it belongs to."""
    at = 0
    for row in sorted(sheet.rows):
        while at < len(parts) and parts[at].last < row:
            at += 1
        inside = at < len(parts) and parts[at].first <= row
        yield row, parts[at] if inside else None


def _unread(sheet: Sheet, row: int, part: _Part, known: set[tuple[str | None, str | None]], log: IssueLog) -> None:
    """Cells under headers nobody knows, or beside the table: one issue a column, at its header."""
    cells = sheet.rows[row]
    strangers = [i for i in cells if i not in part.strange and not ((span := part.spans.get(i)) and span.known)]
    for index in strangers:
        span = part.spans.get(index)
        if not (_speaks(cells[index]) or (span and span.key == "judging" and not is_none(cells[index]))):
            continue
        part.strange.add(index)
        place = (span.label.row, span.label.column) if span and span.label else (row, index)
        if not known & {(sheet.name, address(*place)), (sheet.name, address(row, index))}:
            log.at("cell-unread", sheet, *place, {"reason": "column" if span else "cell"})


def _speaks(cell: Cell) -> bool:
    """Whether a cell is a number, a direction or a decision: something that changes what somebody gets."""
    if looks_like_points(cell):
        return True
    text = cell.text
    known = direction_word(text) is not None or decision_word(text) is not None or excludes(text)
    return cell.kind == "text" and not is_none(cell) and (known or is_mark(text))


def _contradicts(sheet: Sheet, row: int, span: Span, cell: Cell, counted: Counted, log: IssueLog) -> None:
    """`不通过` or `扣分` in a column left aside, on a row that counts and that says nothing of it elsewhere."""
    sign = counted.rows.get(row)
    if sign is None or cell.kind != "text":
        return
    said = answer_word(cell.text) if span.key in _SAYS else decision_word(cell.text)
    excluded = said is False or (sign > 0 and excludes(cell.text))
    rejected = excluded or (span.key == "judging" and said is not True and not is_none(cell))
    rejected = rejected and not (counted.has_decision and span.key in ("handled", "judging"))
    lowered = sign > 0 and not counted.has_direction and direction_word(cell.text) == -1
    if rejected or lowered:
        log.at("cell-unread", sheet, row, span.column, {"reason": "decision"})


def _outside(sheet: Sheet, row: int, log: IssueLog) -> None:
    """A row above the tables of nothing but numbers; beside a text they are what it says: a year, how many came."""
    cells = sheet.rows[row]
    if any(not looks_like_points(cell) for cell in cells.values() if cell.text.strip()):
        return
    figures = [(index, cell.text) for index, cell in sorted(cells.items()) if cell.text.strip()]
    if figures and [text for _, text in figures] != [str(n) for n in range(1, len(figures) + 1)]:
        log.at("cell-unread", sheet, row, figures[0][0], {"reason": "cell"})


def _left(parts: Iterable[_Part], numbers: Counter[Span], texts: Counter[Span], sheet: Sheet) -> Iterator[LeftColumn]:
    """Columns left aside, those of repeated headers once; what nobody keeps was counted when it was taken out."""
    found: dict[tuple[int, str, str], tuple[int, int]] = {}
    for part in parts:
        for span in part.left:
            key = (span.column, span.label.text if span.label else "", str(span.left))
            figures, words = found.get(key, (0, 0))
            found[key] = figures + numbers[span], words + texts[span]
    for (column, header, meaning), (figures, words) in found.items():
        yield LeftColumn(column_letters(column), header, meaning, figures + sheet.emptied.get(column, 0), words)
