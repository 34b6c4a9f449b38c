"""A filling with every string changed alike, wherever it stands: so that no paper can forget one."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from jifen.printing.engine.filling import Filling, Group, Row

Change = Callable[[str], str]


def rewritten(filling: Filling, change: Change) -> Filling:
    """The same filling, each of its strings as `change` gives it."""
    groups = filling.groups
    return Filling(
        _row(filling.fields, change),
        {
            name: replace(table, rows=[_row(row, change) for row in table.rows])
            for name, table in filling.tables.items()
        },
        groups and replace(groups, groups=[_group(group, change) for group in groups.groups]),
    )


def _group(group: Group, change: Change) -> Group:
    return Group(_row(group.fields, change), [_row(line, change) for line in group.lines])


def _row(row: Row, change: Change) -> Row:
    return {key: change(value) if isinstance(value, str) else value for key, value in row.items()}


def texts_of(filling: Filling, fields: frozenset[str]) -> Iterator[tuple[str, Row, str]]:
    """Field, row and text of every string that stands in one of `fields`."""
    groups = () if filling.groups is None else filling.groups.groups
    rows = [filling.fields, *(row for table in filling.tables.values() for row in table.rows)]
    rows += [row for group in groups for row in (group.fields, *group.lines)]
    for row in rows:
        for field in sorted(fields & row.keys()):
            value = row[field]
            if isinstance(value, str) and value:
                yield field, row, value
