"""The tables of a village's sums: what a package carries and a dataset keeps, column by column.

One description serves whoever writes the csv, reads it, and keeps it as Parquet. Nothing here can hold a name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

VERSION = 1
"""Of the package. A column may be added at the end; a reader that knows a higher version takes the lower one."""
FORMAT = "jifen-rollup"
MANIFEST = "manifest.json"

Kind = Literal["month", "period", "day", "word", "category", "count", "signed", "points", "cents"]
"""`word`: a code of small letters; `category`: the one text of the village's own; `count` is never below zero; points
and cents are kept as whole hundredths and stand in csv with their two places."""
Value = str | int | None
Row = tuple[Value, ...]


_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `blank`: whether it may hold nothing."""

    name: str
    kind: Kind
    blank: bool = False

    @property
    def whole(self) -> bool:
        """Whether it holds a whole number, else a text."""
        return self.kind in ("count", "signed", "points", "cents")


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column is the month; the first `keys` columns tell its rows apart, 0: rows may repeat."""

    name: str
    columns: tuple[Column, ...]
    keys: int

    @property
    def file(self) -> str:
        """Its name in the package."""
        return f"{self.name}.csv"

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns]


def _table(name: str, keys: int, columns: str) -> Table:
    """`month status:word held_on:day?`: a column called like its kind needs no other name; `?` may be blank."""
    found = []
    for text in columns.split():
        told, _, kind = text.rstrip("?").partition(":")
        found.append(Column(told, _KINDS[kind or told], text.endswith("?")))
    return Table(name, tuple(found), keys)


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _table(
            "village",
            1,
            "month status:word held_on:day? households:count active:count away:count participating:count "
            "withheld:count",
        ),
        _table("sums", 3, "month kind:word category entries:count households:count points"),
        _table(
            "notices",
            0,
            "month kind:word period published_on:day starts_on:day? ends_on:day? days:count? delay:signed "
            "objections:count open:count upheld:count rejected:count decision_days:signed",
        ),
        _table("boards", 0, "month list:word period published_on:day households:count removed:count"),
        _table("goods", 2, "month kind:word pieces:signed? yuan:cents points? households:count?"),
        _table(
            "matters",
            2,
            "month kind:word opened:count closed:count on_time:count overdue:count rated:count ratings:count",
        ),
    )
}
"""`village`: a month's households, those that may score (active, away), those that did; `status` is `none` without a
meeting; `withheld` 1 where fewer than three scored and their points stay in the village. `goods`: received, redeemed,
other, fund-in, fund-out within the month; stock and fund at its end. `delay`: days from the meeting (of other papers
from the end of what they are about) to publication; `decision_days`: of all decided objections together."""

Tables = Mapping[str, tuple[Row, ...]]


def of_month(tables: Tables, month: str) -> dict[str, tuple[Row, ...]]:
    """The rows of one month."""
    return {name: tuple(row for row in rows if row[0] == month) for name, rows in tables.items()}


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows in the one order in which they are written, whoever found them."""
    return tuple(sorted(rows, key=lambda row: [(value is not None, str(value)) for value in row]))
