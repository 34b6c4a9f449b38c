"""Months and periods. A period is a run of whole calendar months: `2025-07`, `2025Q3`, `2025H1`, `2025`."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

BEGINNING = date.min
"""The day from which the first roster and the first rule book hold."""
REACH = timedelta(days=62)
"""A deed may lie so long before the meeting that decides about it (contract, Days)."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse what is no month."""
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9998):
            raise ValueError(f"{self.year}-{self.number}")

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """`2025-07`; raises `ValueError`."""
        match = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip(), re.ASCII)
        if not match:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> "Month":
        """The month so many later (or earlier)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        """`2025-07`."""
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole months, both ends included; `kind` is `month`, `quarter`, `half` or `year`."""

    first: Month
    last: Month

    @classmethod
    def parse(cls, text: str) -> "Period":
        """`2025-07`, `2025Q3`, `2025H1`, `2025`; raises `ValueError`."""
        plain = text.strip().upper()
        match = re.fullmatch(r"(\d{4})(?:([QH])(\d))?", plain, re.ASCII)
        if not match:
            return cls.of_month(Month.parse(plain))
        year, kind, number = int(match[1]), match[2], int(match[3] or 1)
        length = {"Q": 3, "H": 6, None: 12}[kind]
        if not 1 <= number <= 12 // length:
            raise ValueError(text)
        first = Month(year, (number - 1) * length + 1)
        return cls(first, first.plus(length - 1))

    @classmethod
    def of_month(cls, month: Month) -> "Period":
        """A single month."""
        return cls(month, month)

    @classmethod
    def holding(cls, month: Month, length: int) -> "Period":
        """The month, quarter, half-year or year (of `length` months) in which a month lies."""
        first = Month(month.year, (month.number - 1) // length * length + 1)
        return cls(first, first.plus(length - 1))

    @classmethod
    def around(cls, month: Month) -> "list[Period]":
        """A month, and the quarter, half-year and year it lies in."""
        return [cls.holding(month, length) for length in (1, 3, 6, 12)]

    @property
    def months(self) -> tuple[Month, ...]:
        """Its months in order."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[Month]:
        month = self.first
        while month <= self.last:
            yield month
            month = month.plus(1)

    @property
    def kind(self) -> str:
        """`month`, `quarter`, `half` or `year`."""
        return {1: "month", 3: "quarter", 6: "half", 12: "year"}[len(self.months)]

    @property
    def number(self) -> int:
        """Which month, quarter or half of the year it is; 1 for a year."""
        return (self.first.number - 1) // len(self.months) + 1

    @property
    def year(self) -> int:
        """The year it lies in."""
        return self.first.year

    @property
    def first_day(self) -> date:
        """First day of its first month."""
        return self.first.first

    @property
    def last_day(self) -> date:
        """Last day of its last month."""
        return self.last.last

    def __contains__(self, month: object) -> bool:
        """Whether the month lies in it."""
        return isinstance(month, Month) and self.first <= month <= self.last

    def __str__(self) -> str:
        """The canonical form."""
        kind = self.kind
        if kind == "month":
            return str(self.first)
        suffix = {"quarter": f"Q{self.number}", "half": f"H{self.number}", "year": ""}[kind]
        return f"{self.year:04d}{suffix}"


def year_to(month: Month) -> Period:
    """January to this month, this month included."""
    return Period(Month(month.year, 1), month)


def earliest_deed(covers: Period, meeting: date) -> date:
    """The first day a deed of a meeting may have: 62 days before it, and in a meeting of more than a month no later
    than the first of the month before its period."""
    near = meeting - REACH
    return near if covers.kind == "month" else min(near, covers.first.plus(-1).first)


def within_reach(day: date, covers: Period, meeting: date) -> bool:
    """Whether a meeting of that day, about that period, may decide about a deed of `day`."""
    return earliest_deed(covers, meeting) <= day <= meeting


def last_of_window(first: date, days: int) -> date:
    """The last day of a window of calendar days; first and last count."""
    return first + timedelta(days=days - 1)
