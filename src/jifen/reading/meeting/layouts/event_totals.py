"""Totals that stand beside the rows of an event list: of a row, of a household; and points times occurrences.

They are checked against the rows they repeat and never counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from jifen.domain.points import ZERO, show, total
from jifen.reading.meeting.columns import Column
from jifen.reading.meeting.totals import total_value
from jifen.reading.meeting.work import BlockWork
from jifen.reading.words.headers import label
from jifen.reading.words.numbers import Points, read_count, read_points

_ONE_TIME = frozenset({"分值", "单价", "每次分值", "单次分值", "单位分值", "标准分", "单分", "基础分", "基础分值"})


class _Row(NamedTuple):
    """A row as it was read: `points` None where it could not be."""

    number: int
    household: str | None
    points: Decimal | None
    apart: Decimal = ZERO
    """What of them stands beside the score."""


@dataclass(slots=True)
class EventTotals:
    """The rows of one block, and its columns that repeat figures."""

    block: BlockWork
    rows: list[_Row] = field(default_factory=list)

    def add(
        self, number: int, household: str | None, points: Decimal, apart: Decimal = ZERO, *, readable: bool
    ) -> None:
        """A row: what it counts for its household, and what of that stands beside the score."""
        self.rows.append(_Row(number, household, points if readable and household is not None else None, apart))

    def check(self) -> None:
        """Every total beside a row."""
        for column in self.block.of("total", "event_total"):
            self._check_column(column)
        self._check_times()

    def _check_column(self, column: Column) -> None:
        for place, row in enumerate(self.rows):
            cell = self.block.sheet.cell(row.number, column.index)
            if cell is None:
                continue
            value = total_value(cell, self.block.work.log, self.block.sheet, row.number, column.index)
            if value is None:
                continue
            ways = list(self._ways(place, column))
            if any(way is None or self._agrees(value, way) for way in ways):
                continue
            expected = next(way for way in ways if way is not None)
            self.block.note("total-mismatch", row.number, column.index, {"expected": show(expected)})

    def _agrees(self, value: Decimal, expected: Decimal) -> bool:
        """A list of deductions alone may state them without a sign."""
        unsigned = not self.block.of("points", "award")
        return value == expected or (unsigned and value == -expected)

    def _ways(self, place: int, column: Column) -> Iterator[Decimal | None]:
        """What a total may be of: the rows it is merged over; else its own, its household's, those next to it."""
        row = self.rows[place]
        area = self.block.sheet.area(row.number, column.index) if self.block.sheet.merges else None
        if area is not None and area.bottom > area.top:
            yield from self._whole([one for one in self.rows if area.top <= one.number <= area.bottom])
            return
        yield row.points
        yield from self._whole([one for one in self.rows if one.household == row.household])
        run = self._run(place, column, -1)[::-1] + [row]
        yield self._sum(run)
        yield self._sum([row, *self._run(place, column, 1)])

    def _run(self, place: int, column: Column, step: int) -> list[_Row]:
        """The rows of the same household above or below that have no total of their own."""
        found = []
        at = place + step
        while 0 <= at < len(self.rows) and self.rows[at].household == self.rows[place].household:
            if self.block.sheet.cell(self.rows[at].number, column.index) is not None:
                break
            found.append(self.rows[at])
            at += step
        return found

    def _whole(self, rows: list[_Row]) -> Iterator[Decimal | None]:
        """What all of a household's rows come to, as points, and as a score where the scheme has scores."""
        points = self._sum(rows)
        yield points
        if points is not None:
            yield from self.block.work.scores(points - total(row.apart for row in rows))

    @staticmethod
    def _sum(rows: list[_Row]) -> Decimal | None:
        values = [row.points for row in rows if row.points is not None]
        return sum(values, ZERO) if len(values) == len(rows) else None

    def _check_times(self) -> None:
        """Points of one time, how often, and what it comes to."""
        count, result = self.block.first("count"), self.block.first("points")
        if count is None or result is None:
            return
        one_time = self.block.first("one_time") or next(
            (c for c in self.block.of("ignore") if label(c.label).plain in _ONE_TIME), None
        )
        if one_time is not None:
            for row in self.rows:
                self._check_times_of(row.number, one_time, count, result)

    def _check_times_of(self, number: int, one_time: Column, count: Column, result: Column) -> None:
        sheet = self.block.sheet
        points, stated = (read_points(sheet.cell(number, column.index)) for column in (one_time, result))
        times = read_count(sheet.cell(number, count.index))
        if not isinstance(points, Points) or not isinstance(stated, Points) or not isinstance(times, int):
            return
        expected = points.value * times
        if abs(expected) != abs(stated.value):
            self.block.note("total-mismatch", number, result.index, {"reason": "times", "expected": show(expected)})
