"""What changed of a village's month between two packages, figure by figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from jifen.domain.rollup.package import hundredths
from jifen.domain.rollup.tables import TABLES, Column, Row, Table, Value, in_order


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs. `of`: what tells its row apart (a category, a kind); None: there was none, or is none."""

    village: str
    month: str
    table: str
    of: tuple[str, ...]
    column: str
    before: str | None
    after: str | None


def differences(
    village: str, month: str, old: Mapping[str, Sequence[Row]], new: Mapping[str, Sequence[Row]]
) -> Iterator[Change]:
    """Every figure of the month that is not what it was."""
    for name, table in TABLES.items():
        before = _keyed(table, (row for row in old[name] if row[0] == month))
        after = _keyed(table, (row for row in new[name] if row[0] == month))
        for key in dict.fromkeys((*before, *after)):
            yield from _differing(village, month, table, key, before.get(key), after.get(key))


def _keyed(table: Table, rows: Iterator[Row]) -> dict[tuple[str, ...], Row]:
    """Rows by what tells them apart; those that may repeat by their texts and how often these stood before."""
    found: dict[tuple[str, ...], Row] = {}
    for row in in_order(rows):
        names = range(1, table.keys) if table.keys else [n for n, c in enumerate(table.columns) if not c.whole and n]
        key = tuple(str(row[n]) for n in names if row[n] is not None)
        while key in found:
            key = (*key, "again")
        found[key] = row
    return found


def _differing(
    village: str, month: str, table: Table, key: tuple[str, ...], old: Row | None, new: Row | None
) -> Iterator[Change]:
    for number, (column, before, after) in enumerate(zip_longest(table.columns, old or (), new or ())):
        told_apart = number < table.keys or not (column.whole or table.keys)
        if before != after and not told_apart:
            yield Change(village, month, table.name, key, column.name, _told(column, before), _told(column, after))


def _told(column: Column, value: Value) -> str | None:
    if value is None:
        return None
    return hundredths(value) if column.kind in ("points", "cents") and isinstance(value, int) else str(value)
