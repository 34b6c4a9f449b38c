"""The two forms in which a result leaves: an object of JSON for programs, lines and tables for people."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from jifen.domain.period import Month, Period
from jifen.domain.points import show
from jifen.messages import subjects

Shape = dict[str, object]
"""What becomes one JSON object: strings, whole numbers, booleans, None, and lists and objects of them."""


class Table(NamedTuple):
    """A table for people: Chinese headers, one row an item; `numbers` are the columns that are set right.

    On a narrow terminal the columns headed `folds` take several lines, and those headed `drops` are left out, the least
    important first. `bar` heads the one that is drawn as bars, too.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    numbers: Sequence[int] = ()
    drops: Sequence[str] = ()
    folds: Sequence[str] = ()
    bar: str | None = None


def in_words(table: Table) -> Table:
    """The table with its columns named in the words of whom the book is about."""
    told = subjects.headers(table.headers)
    if told == list(table.headers):
        return table
    named = dict(zip(table.headers, told, strict=True))
    drops, folds = ([named.get(name, name) for name in names] for names in (table.drops, table.folds))
    return table._replace(headers=told, drops=drops, folds=folds, bar=named.get(table.bar or "", table.bar))


def on_screen(text: str) -> str:
    """What stands for something to be written (`‹文件›`), in marks that a Chinese Windows console (GBK) can show."""
    return text.replace("‹", "〈").replace("›", "〉")


Block = str | Table
"""A line or a table; what is told about a value is a sequence of them."""


def checked(words: str, *, applied: bool) -> str:
    """What was done; of a mere check it says so."""
    return words if applied else f"（只检查，没有写入）{words}"


def picked(value: object, names: str) -> Shape:
    """Attributes of a value as JSON has them: `picked(item, "code name item=item.code value=value_cents")`.

    Before a `=` stands the name in JSON where it is another. Days, months and periods become text, points decimal
    strings, attributes whose names end in `cents` yuan, tuples lists.
    """
    return {name: _plain(get(value), cents) for name, get, cents in _getters(names)}


@cache
def _getters(names: str) -> "list[tuple[str, attrgetter[object], bool]]":
    parts = [part.rpartition("=") for part in names.split()]
    return [(name or path, attrgetter(path), path.endswith("cents")) for name, _, path in parts]


def _plain(value: object, cents: bool) -> object:
    if isinstance(value, Decimal):
        return show(value)
    if isinstance(value, date | Month | Period):
        return str(value)
    if isinstance(value, int) and cents:
        from jifen.domain.money import show_yuan  # late: of what is shown little is money

        return show_yuan(value)
    return list(value) if isinstance(value, tuple) else value
