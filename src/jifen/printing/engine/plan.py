"""From the rows of a template to the rows of the sheet: which template row is printed how often, with which values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jifen.printing.engine.filling import Filling, Row, Table
from jifen.printing.engine.placeholders import GROUP, LINE, NOTHING, PLACEHOLDER, Scope, as_text, tables_in, value_of


@dataclass(frozen=True, slots=True)
class Planned:
    """A row to print: the template's row number (from 1), the values in force, whether it is one of several.

    `follows`: it goes on with the line of the table that the row above begins.
    """

    source: int
    scope: Scope
    repeated: bool
    follows: bool = False


def plan(texts: Sequence[Sequence[str]], filling: Filling) -> list[Planned]:
    """`texts`: for each template row the texts of its cells that hold a placeholder.

    Neighbouring rows that name the same tables are repeated together; tables side by side in one row run together, the
    shorter left blank. Rows with `{组.…}` around rows with `{行.…}` are printed once a group, before and after its
    lines. A row of scalars, or of a group, falls away where none of them has a value; so does one that goes on with the
    `{行.…}` of the row above, and all rows but the first where a table has none and says so.
    """
    base: Scope = {"": filling.fields}
    kinds = [_kind(row) for row in texts]
    planned: list[Planned] = []
    index = 0
    while index < len(kinds):
        kind = kinds[index]
        stop = index + 1
        if not kind:
            if _has_something(texts[index], base):
                planned.append(Planned(index + 1, base, False))
        elif kind & {GROUP, LINE}:
            while stop < len(kinds) and kinds[stop] & {GROUP, LINE}:
                stop += 1
            planned += _grouped(range(index, stop), texts, kinds, filling, base)
        else:
            while stop < len(kinds) and kinds[stop] == kind:
                stop += 1
            planned += _tabled(range(index, stop), kind, filling, base)
        index = stop
    return planned


def _kind(row: Sequence[str]) -> frozenset[str]:
    return frozenset(name for text in row for name, _ in tables_in(text) if name)


def _has_something(row: Sequence[str], scope: Scope) -> bool:
    found = [raw for text in row for raw in PLACEHOLDER.findall(text)]
    return not found or any(value_of(raw, scope) is not None for raw in found)


def _says_something(row: Sequence[str], scope: Scope) -> bool:
    return any(as_text(value_of(raw, scope)) for text in row for raw in PLACEHOLDER.findall(text))


def _tabled(rows: range, kind: frozenset[str], filling: Filling, base: Scope) -> Iterator[Planned]:
    tables = {name: _rows(filling.tables[name]) for name in kind}
    for position in range(max(map(len, tables.values()))):
        scope = dict(base)
        scope.update({name: entries[position] for name, entries in tables.items() if position < len(entries)})
        empty = any(NOTHING in scope[name] for name in tables if name in scope)
        yield from (Planned(row + 1, scope, True, row != rows[0]) for row in (rows[:1] if empty else rows))


def _rows(table: Table) -> Sequence[Row]:
    return table.rows or ([] if table.empty is None else [{NOTHING: table.empty}])


def _grouped(
    rows: range, texts: Sequence[Sequence[str]], kinds: Sequence[frozenset[str]], filling: Filling, base: Scope
) -> Iterator[Planned]:
    if filling.groups is None:
        return
    lines = [row for row in rows if LINE in kinds[row]] or [rows.stop]
    before = [row for row in rows if row < lines[0]]
    after = [row for row in rows if row > lines[-1]]
    middle = [row for row in rows if lines[0] <= row <= lines[-1]]
    for group in filling.groups.groups:
        scope: dict[str, Row] = {**base, GROUP: group.fields}
        yield from (Planned(row + 1, scope, True) for row in before if _has_something(texts[row], scope))
        for line in group.lines:
            told = {**scope, LINE: line}
            said = (row for row in middle if row == middle[0] or _says_something(texts[row], told))
            yield from (Planned(row + 1, told, True, row != middle[0]) for row in said)
        yield from (Planned(row + 1, scope, True) for row in after if _has_something(texts[row], scope))
