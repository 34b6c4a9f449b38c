"""What was written, read back: every row and every figure that the template asked for stands on the sheet, in order.

It shares no step with the filling: the XML of the template and of the written workbook is read here, the rows that must
stand there are worked out here, and each must be found whole, one behind the other. Other rows may stand between them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import islice

from jifen.errors import JifenError
from jifen.messages import subjects
from jifen.printing.engine.checks import workbook_xml
from jifen.printing.engine.checks.workbook_xml import Found, Sheet, address
from jifen.printing.engine.filling import GROUP, LINE, Filling, Row, Value
from jifen.printing.engine.placeholders import PLACEHOLDER, as_text, split

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TALLEST = 409.5
"""Points: no office program shows more of a row, and what is below is lost on paper."""
_ENOUGH = 3
"""Cells with something in them that tell a row from any other."""

Line = Mapping[int, str]
"""Column → the text that must stand there, without blanks; empty: nothing may stand there."""
Values = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class _Expected:
    """A row that must be there; `source` is the template's row."""

    source: int
    cells: Line
    repeated: bool


def check(template: bytes, written: bytes, filling: Filling, name: str) -> None:
    """Raise `paper-differs` where the written workbook does not carry what it was filled with.

    Facts: `template` (its file's `name`), `what` (`sheet`, `row`, `twice`, `margin` or `cut`), `cell` (where the
    template asks for it), `row` (what the row should say).
    """
    asked, found = workbook_xml.read_template(template), workbook_xml.read(written)
    if len(asked) != len(found):
        raise _differs(name, "sheet", "", "")
    for blank, filled in zip(map(_spoken, asked), found, strict=True):
        expected = list(_expected(blank, filling))
        lines = _lines(filled)
        _check_order(expected, lines, name)
        _check_once(expected, lines, name)
        _check_margins(blank, filled, filling, name)
        for row, height in filled.heights.items():
            if height > _TALLEST:
                raise _differs(name, "cut", address((row, 1)), _shown(lines.get(row, {})))


def _spoken(sheet: Sheet) -> Sheet:
    """A template's sheet in the words of whom the book is about."""
    if subjects.spoken_of() == subjects.HOUSEHOLD:
        return sheet
    told = {place: subjects.in_words(v) if isinstance(v, str) else v for place, v in sheet.cells.items()}
    return replace(sheet, cells=told)


def listing(written: bytes, wanted: Iterable[str], name: str) -> bytes:
    """A drawn sheet on which every code of `wanted` stands in a cell of its own, in order; gives its bytes again.

    Raises `paper-differs` (`what` `listed`, `row` the code, `template` the sheet's `name`).
    """
    cells = (value for sheet in workbook_xml.read(written) for _, value in sorted(sheet.cells.items()))
    for code in wanted:
        if not any(value == code for value in cells):
            raise _differs(name, "listed", "", code)
    return written


def _differs(template: str, what: str, cell: str, row: str) -> JifenError:
    return JifenError("paper-differs", template=template, what=what, cell=cell, row=row)


def _shown(cells: Line) -> str:
    """The first texts of a row, enough to find it by."""
    return " ".join(text for _, text in sorted(cells.items()) if text)[:60]


def _lines(sheet: Sheet) -> dict[int, dict[int, str]]:
    lines: dict[int, dict[int, str]] = {}
    for (row, column), value in sorted(sheet.cells.items()):
        lines.setdefault(row, {})[column] = _plain(value)
    return lines


def _plain(value: Found) -> str:
    if isinstance(value, Decimal):
        return _number(value)
    return "".join(value.split())


def _number(value: Decimal) -> str:
    """A number as it is compared, at the fifteen digits a workbook keeps; not as text, whose `3` is another thing."""
    return f"={float(value) + 0.0:.15g}"


def _expected(sheet: Sheet, filling: Filling) -> Iterator[_Expected]:
    """Every row with a placeholder, as often and in the order in which it must be printed."""
    rows: dict[int, dict[int, str]] = {}
    inside = _covered(sheet)
    for (row, column), value in sorted(sheet.cells.items()):
        if isinstance(value, str) and PLACEHOLDER.search(value) and (row, column) not in inside:
            rows.setdefault(row, {})[column] = value
    base: Values = {"": filling.fields}
    for block in _blocks(rows):
        names = {name for row in block for name in _tables(rows[row])}
        if not names:
            yield from _scalars(block, rows, base)
        elif names <= {GROUP, LINE}:
            for scope, wanted in _grouped(block, rows, filling):
                yield from _printed(wanted, rows, {**base, **scope})
        else:
            tables = {name: filling.tables[name].rows for name in names if filling.tables[name].rows}
            for number in range(max(map(len, tables.values()), default=0)):
                scope = {name: entries[number] for name, entries in tables.items() if number < len(entries)}
                yield from _printed(block, _of_tables(rows, set(tables)), {**base, **scope})


def _of_tables(rows: Mapping[int, Mapping[int, str]], names: set[str]) -> Mapping[int, Mapping[int, str]]:
    """The cells of tables that have rows; what stands beside them instead of an empty one is its own affair."""
    return {
        row: {column: text for column, text in texts.items() if not (own := _tables({0: text})) or own & names}
        for row, texts in rows.items()
    }


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    return {
        (row, column)
        for top, bottom, left, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _tables(texts: Mapping[int, str]) -> frozenset[str]:
    return frozenset(_split(found)[0] for text in texts.values() for found in _asked(text)) - {""}


def _blocks(rows: Mapping[int, Mapping[int, str]]) -> Iterator[list[int]]:
    """Neighbouring rows that are repeated together; a row of scalars is a block of its own."""
    block: list[int] = []
    before: frozenset[str] = frozenset()
    for row in sorted(rows):
        names = _tables(rows[row])
        kind = frozenset({GROUP}) if names & {GROUP, LINE} else names
        if block and (not kind or kind != before or row != block[-1] + 1):
            yield block
            block = []
        block.append(row)
        before = kind
    if block:
        yield block


def _scalars(block: Sequence[int], rows: Mapping[int, Mapping[int, str]], base: Values) -> Iterator[_Expected]:
    for row in block:
        if any(_value(found, base) is not None for text in rows[row].values() for found in _asked(text)):
            yield _Expected(row, _line(rows[row], base), False)


def _grouped(
    block: Sequence[int], rows: Mapping[int, Mapping[int, str]], filling: Filling
) -> Iterator[tuple[Values, Sequence[int]]]:
    of_lines = [row for row in block if LINE in _tables(rows[row])]
    first, last = (of_lines[0], of_lines[-1]) if of_lines else (block[-1] + 1, block[-1] + 1)
    for group in filling.groups.groups if filling.groups is not None else ():
        scope: dict[str, Row] = {GROUP: group.fields}
        yield scope, [row for row in block if row < first]
        for line in group.lines:
            yield {**scope, LINE: line}, [row for row in block if first <= row <= last]
        yield scope, [row for row in block if row > last]


def _printed(wanted: Sequence[int], rows: Mapping[int, Mapping[int, str]], scope: Values) -> Iterator[_Expected]:
    for row in wanted:
        line = _line(rows[row], scope)
        falls_away = (
            row != wanted[0] and not _says_something(rows[row], scope)
            if LINE in scope
            else _is_unsaid(rows[row], scope)
        )
        if any(line.values()) and not falls_away:
            yield _Expected(row, line, True)


def _says_something(texts: Mapping[int, str], scope: Values) -> bool:
    return any(as_text(_value(found, scope)) for text in texts.values() for found in _asked(text))


def _is_unsaid(texts: Mapping[int, str], scope: Values) -> bool:
    """Whether a group has nothing at all for its heading or its sums."""
    found = [raw for text in texts.values() for raw in _asked(text)]
    return GROUP in scope and bool(found) and all(_value(raw, scope) is None for raw in found)


def _value(found: str, scope: Values) -> Value:
    name, key = _split(found)
    return scope.get(name, {}).get(key)


_split = cache(split)


@cache
def _asked(text: str) -> tuple[str, ...]:
    return tuple(PLACEHOLDER.findall(text))


def _line(texts: Mapping[int, str], scope: Values) -> Line:
    """What the cells of a row must say; a picture is no text and is passed over."""
    line: dict[int, str] = {}
    for column, text in texts.items():
        asked = _asked(text)
        if not any(_split(found)[0] in scope for found in asked):
            line[column] = ""  # the shorter of two tables side by side has ended
            continue
        value = _value(asked[0], scope) if len(text) == len(asked[0]) + 2 else text
        if value is text:
            value = PLACEHOLDER.sub(lambda match: as_text(_value(match[1], scope)), text)
        if isinstance(value, int | Decimal):
            line[column] = _number(Decimal(value))
        elif value is None or isinstance(value, str):
            line[column] = _plain(_kept(value or ""))
    return line


def _kept(text: str) -> str:
    """Without the characters that no workbook can hold."""
    return _CONTROL.sub("", text)


def _check_order(expected: Sequence[_Expected], lines: Mapping[int, Line], name: str) -> None:
    rows = [lines[row] for row in sorted(lines)]
    at = 0
    for wanted in expected:
        while at < len(rows) and not (taken := _taken(wanted.cells, rows, at)):
            at += 1
        if at == len(rows):
            column = min(wanted.cells, default=1)
            raise _differs(name, "row", address((wanted.source, column)), _shown(wanted.cells).replace("=", ""))
        at += taken


def _taken(wanted: Line, rows: Sequence[Line], at: int) -> int:
    """How many rows, from the place `at`, say what is wanted; 0 where they do not.

    A text too long for one row goes on in the rows below it, where nothing else of the row may stand.
    """
    left = dict(wanted)
    for count, line in enumerate(islice(rows, at, None), 1):
        told = {column: line.get(column, "") for column in wanted}
        for column, text in told.items():
            if not left[column].startswith(text) or (left[column][:1] == "=" and left[column] != text):
                return 0
            left[column] = left[column][len(text) :]
        if not any(left.values()):
            return count
        if any(left[column] and not text for column, text in told.items()):
            return 0
    return 0


def _check_once(expected: Sequence[_Expected], lines: Mapping[int, Line], name: str) -> None:
    """No row of a table stands there more often than it should."""
    repeated = [wanted for wanted in expected if wanted.repeated and sum(map(bool, wanted.cells.values())) >= _ENOUGH]
    counts = Counter(tuple(sorted(wanted.cells.items())) for wanted in repeated)
    patterns = {tuple(sorted(wanted.cells)) for wanted in repeated}
    found = Counter(
        tuple((column, line.get(column, "")) for column in columns) for columns in patterns for line in lines.values()
    )
    for key, count in counts.items():
        if found[key] > count:
            raise _differs(name, "twice", "", _shown(dict(key)).replace("=", ""))


def _check_margins(blank: Sheet, filled: Sheet, filling: Filling, name: str) -> None:
    written = _plain("\n".join((*filled.headers, *filled.footers)))
    for text in (*blank.headers, *blank.footers):
        for found in _asked(text):
            value = as_text(_value(found, {"": filling.fields})).replace("&", "&&")
            if _plain(_kept(value)) not in written:
                raise _differs(name, "margin", "{" + found + "}", value[:60])
