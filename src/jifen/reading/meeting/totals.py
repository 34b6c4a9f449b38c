"""Totals are checked, never counted: of a row, of a group, of a page, of the sheet."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jifen.domain.points import ZERO, show
from jifen.reading.formats.workbook import Cell, Sheet
from jifen.reading.issue_log import IssueLog
from jifen.reading.words.headers import total_row
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import Fault, Points, read_points

Key = tuple[str, ...]
SIGNED: Key = ("points",)
SIZE: Key = ("size",)
"""Figures as they are written: beside a column 加/减 they bear no sign."""
UNSIGNED: Key = ("unsigned",)
"""Figures without any sign: what a total must not be of, said where it is."""
LEFT_OUT: Key = ("left-out",)
SCORE: Key = ("score",)
"""A household's score, from the scheme's base: what a village that has one writes as 得分 or 总分."""


@dataclass(slots=True)
class _Series:
    """A block's rows in order: running sums of each key, and how many rows could not be read."""

    rows: list[int] = field(default_factory=list)
    sums: dict[Key, list[Decimal]] = field(default_factory=dict)
    bad: list[int] = field(default_factory=list)
    ends: dict[str, list[int]] = field(default_factory=dict)
    """How many rows stood before the totals met so far, by their label without numbers; `""` for any label."""


@dataclass(slots=True)
class _Stated:
    block: int
    row: int
    column: int
    key: Key
    label: str
    before: int
    starts: tuple[int, ...]
    """From which rows it may count."""


@dataclass(slots=True)
class Totals:
    """Sums of a sheet's rows, and the totals it states; compared when all rows are known."""

    sheet: Sheet
    log: IssueLog
    series: dict[int, _Series] = field(default_factory=dict)
    stated: list[_Stated] = field(default_factory=list)

    def add(self, block: int, row: int, values: dict[Key, Decimal], *, readable: bool) -> None:
        """A household's row: its values by key; `readable` false where a cell of it could not be read."""
        series = self.series.setdefault(block, _Series())
        count = len(series.rows)
        series.rows.append(row)
        series.bad.append((series.bad[-1] if series.bad else 0) + (not readable))
        for key, value in values.items():
            running = series.sums.setdefault(key, [])
            last = running[-1] if running else ZERO
            running.extend([last] * (count - len(running)))
            running.append(last + value)

    def total(self, block: int, row: int, cells: Mapping[int, Cell], keys: Mapping[int, Key]) -> None:
        """A row of totals: `keys` by column."""
        series = self.series.setdefault(block, _Series())
        text = next((c.text for _, c in sorted(cells.items()) if c.kind == "text" and total_row(c.text)), "")
        kind = total_row(text)
        folded = "".join(c for c in normalise_text(text) if not c.isdigit())
        name = "grand" if kind == "grand" else folded
        before = len(series.rows)
        starts = _starts(series, name, before)
        for column, key in keys.items():
            if column in cells:
                self.stated.append(_Stated(block, row, column, key, name, before, starts))
        for label in ("", name):
            ends = series.ends.setdefault(label, [])
            if not ends or ends[-1] != before:
                ends.append(before)

    def check(self) -> None:
        """Compare every stated total with what its rows come to."""
        for stated in self.stated:
            self._check(stated)

    def _check(self, stated: _Stated) -> None:
        cell = self.sheet.cell(stated.row, stated.column)
        value = total_value(cell, self.log, self.sheet, stated.row, stated.column)
        if value is None:
            return
        series = self.series[stated.block]
        starts = stated.starts
        expected = [
            sum((self._sum(series, key, start, stated.before) for key in keys), ZERO)
            for keys in [*_ways(stated.key), *([(SCORE,)] if stated.key == ("total",) and SCORE in series.sums else [])]
            for start in starts
        ]
        if stated.before == 0:  # a total above its rows
            expected.append(self._sum(series, stated.key, 0, len(series.rows)))
        whole = self._all_blocks(stated)
        if any(matches(value, stated.key, total) for total in [*expected, *([] if whole is None else [whole])]):
            return
        if any(self._unread(series, start, stated.before) for start in starts) or self._unread_anywhere(stated):
            return
        facts = {"expected": show(expected[0])}
        if stated.key == SIGNED and any(value == self._sum(series, UNSIGNED, at, stated.before) for at in starts):
            facts["reason"] = "unsigned"
        self.log.at("total-mismatch", self.sheet, stated.row, stated.column, facts)

    def _sum(self, series: _Series, key: Key, start: int, end: int) -> Decimal:
        running = series.sums.get(key, [])
        return _at(running, end) - _at(running, start)

    def _all_blocks(self, stated: _Stated) -> Decimal | None:
        """What all tables side by side come to, down to this row."""
        if len(self.series) < 2:
            return None
        return sum((_at(s.sums.get(stated.key, []), _rows_to(s, stated)) for s in self.series.values()), ZERO)

    def _unread(self, series: _Series, start: int, end: int) -> bool:
        before = series.bad[start - 1] if start else 0
        return end > 0 and series.bad[end - 1] > before

    def _unread_anywhere(self, stated: _Stated) -> bool:
        return len(self.series) > 1 and any(self._unread(s, 0, _rows_to(s, stated)) for s in self.series.values())


def _ways(key: Key) -> list[tuple[Key, ...]]:
    """What a column may be added up from: its points; how often; in event lists sizes, or rows not passed as well."""
    if key == SIGNED:
        return [(key,), (key, LEFT_OUT), (SIZE,), (SIZE, LEFT_OUT)]
    return [(key,), (("#", *key[1:]),)] if len(key) == 3 else [(key,)]


def _rows_to(series: _Series, stated: _Stated) -> int:
    return len(series.rows) if stated.label == "grand" else bisect_right(series.rows, stated.row)


def _at(running: list[Decimal], count: int) -> Decimal:
    if not running or count == 0:
        return ZERO
    return running[min(count, len(running)) - 1]


def _starts(series: _Series, label: str, before: int) -> tuple[int, ...]:
    """From which rows a total may count: since the last total, since the last of its kind, from the beginning."""
    if label == "grand":
        return (0,)
    starts = [_last_below(series.ends.get("", []), before), _last_below(series.ends.get(label, []), before)]
    if "小计" not in label:
        starts.append(0)
    return tuple(dict.fromkeys(starts))


def _last_below(ends: list[int], before: int) -> int:
    """The latest end before this row; totals that stand right above each other count the same rows."""
    return next((end for end in reversed(ends[-2:]) if end < before), 0)


def total_value(cell: Cell | None, log: IssueLog, sheet: Sheet, row: int, column: int) -> Decimal | None:
    """A stated total; None where there is none. A sum that was never calculated checks nothing and spoils nothing."""
    if cell is not None and cell.kind == "uncalculated":
        if not is_plain_sum(str(cell.value)):
            log.at("cell-uncalculated", sheet, row, column)
        return None
    points = read_points(cell)
    if isinstance(points, Fault):
        code = points.code if points.code == "cell-error" else "total-mismatch"
        log.at(code, sheet, row, column, {"reason": "unreadable"} if code == "total-mismatch" else None)
        return None
    return points.value if isinstance(points, Points) else None


_PLAIN_SUM = re.compile(
    r"=?(?:[+-]?(?:SUM\(|SUBTOTAL\((?:9|109)[,;]|\()?\[?\.?[A-Z]{1,3}[0-9]+\]?(?:[:,+;-]\[?\.?[A-Z]{1,3}[0-9]+\]?)*\)?)+"
)


def is_plain_sum(formula: str) -> bool:
    """Whether a formula only adds cells up: it says nothing that its cells do not."""
    plain = formula.replace("$", "").replace(" ", "").upper().removeprefix("OF:")
    return len(plain) <= 400 and bool(_PLAIN_SUM.fullmatch(plain))


def matches(value: Decimal, key: Key, expected: Decimal) -> bool:
    """Whether a stated total agrees; deductions may be stated without their sign."""
    return value == expected or (key[0] in ("deduction", "-") and value == -expected)
