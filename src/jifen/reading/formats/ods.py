"""ods: content.xml read directly, so that errors, formulas never calculated, merges and hidden rows are not lost.

Repeated rows and cells are how ods stores blank paper: repetition of nothing costs nothing, repetition of content is
counted before it is made.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from jifen.reading.formats.package import Package, parse_xml
from jifen.reading.formats.workbook import (
    LOWERED,
    MAX_CELLS,
    MAX_MERGES,
    MAX_ROWS,
    MAX_TEXT,
    RAISED,
    Area,
    Cell,
    Sheet,
    UnreadableError,
    Workbook,
    with_footnotes,
)

_MONTH_SHOWN = re.compile(r"\s*[0-9]{2,4}\s*[年./-]\s*[0-9]{1,2}\s*月?\s*")
"""How a date whose format shows no day looks: 2025年7月."""
_SILENT = frozenset({"annotation", "shapes", "tracked-changes", "forms", "frame", "custom-shape", "scripts"})
"""Elements whose text stands in no cell: comments, drawings, forms."""


@dataclass(slots=True)
class _State:
    """Where the parser is."""

    sheet: Sheet | None = None
    row: int = 0
    row_repeat: int = 1
    row_hidden: bool = False
    cells: dict[int, Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    column: int = 0
    attributes: dict[str, str] | None = None
    text: list[str] = field(default_factory=list)
    size: int = 0
    """Characters of `text`."""
    paragraphs: int = 0
    in_text: int = 0
    spans: list[bool] = field(default_factory=list)
    """Open spans of text: whether each is superscript or subscript."""
    silent: int = 0
    definition: int = 1
    depth: int = 0


def read_ods(package: Package) -> Workbook:
    """Every sheet; raises `UnreadableError`."""
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableError("encrypted")
    reader = _Reader()
    parse_xml(package.chunks("content.xml"), reader.start, reader.end, reader.characters)
    return reader.workbook


class _Reader:
    """Handlers of the one pass over the content."""

    def __init__(self) -> None:
        self.workbook = Workbook("ods")
        self.state = _State()
        self.budget = MAX_CELLS
        self.hidden_styles: set[str] = set()
        self.raised_styles: set[str] = set()
        self.style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        state = self.state
        if state.silent or tag in _SILENT:
            state.silent += 1
        elif tag in ("table-cell", "covered-table-cell"):
            state.attributes = {name.rpartition(":")[2]: value for name, value in attributes.items()}
            state.text, state.spans, state.size, state.paragraphs = [], [], 0, 0
        elif tag == "p" and state.attributes is not None:
            if state.paragraphs:
                self._append("\n")
            state.paragraphs += 1
            state.in_text += 1
        elif tag == "span" and state.in_text:
            state.spans.append(attributes.get("text:style-name", "") in self.raised_styles)
            state.text.append(RAISED if state.spans[-1] else "")
        elif tag in ("s", "tab", "line-break") and state.in_text:
            count = _count(next((v for k, v in attributes.items() if k.endswith(":c") or k == "c"), "1"), MAX_TEXT + 1)
            self._append({"s": " " * count, "tab": "\t", "line-break": "\n"}[tag])
        else:
            self._start_table(tag, attributes)

    def _start_table(self, tag: str, attributes: dict[str, str]) -> None:
        state = self.state
        if tag == "table":
            hidden = attributes.get("table:style-name", "") in self.hidden_styles
            state.sheet = Sheet(attributes.get("table:name", ""), hidden=hidden)
            state.row, state.definition = 0, 1
            self.workbook.sheets.append(state.sheet)
        elif tag == "table-column" and state.sheet is not None:
            repeat = _count(attributes.get("table:number-columns-repeated", "1"), 16384)
            if attributes.get("table:visibility", "visible") != "visible":
                state.sheet.hide_columns(state.definition, min(state.definition + repeat - 1, 16384))
            state.definition += repeat
        elif tag == "table-row":
            state.row_repeat = _count(attributes.get("table:number-rows-repeated", "1"), 1 << 31)
            state.row_hidden = attributes.get("table:visibility", "visible") != "visible"
            state.cells, state.merges, state.column = {}, [], 0
        elif tag == "style":
            self.style = attributes.get("style:name", "")
        elif tag == "table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif tag == "text-properties" and attributes.get("style:text-position", "").startswith(("super", "sub")):
            self.raised_styles.add(self.style)

    def end(self, tag: str) -> None:
        """An element closes."""
        state = self.state
        if state.silent:
            state.silent -= 1
        elif tag == "p" and state.in_text:
            state.in_text -= 1
        elif tag == "span" and state.in_text and state.spans:
            state.text.append(LOWERED if state.spans.pop() else "")
        elif tag in ("table-cell", "covered-table-cell") and state.attributes is not None:
            self._end_cell(state.attributes)
            state.attributes = None
        elif tag == "table-row":
            self._end_row()

    def characters(self, piece: str) -> None:
        """Text within a paragraph of a cell."""
        if self.state.in_text and not self.state.silent:
            self._append(piece)

    def _append(self, piece: str) -> None:
        self.state.text.append(piece)
        self.state.size += len(piece)
        if self.state.size > MAX_TEXT:
            raise UnreadableError("too-large", "text")

    def _end_cell(self, attributes: dict[str, str]) -> None:
        state = self.state
        repeat = _count(attributes.get("number-columns-repeated", "1"), 1 << 31)
        cell = _cell(attributes, with_footnotes("".join(state.text)))
        first = state.column + 1
        state.column += repeat
        if cell is not None:
            self._spend(repeat)
            for column in range(first, first + repeat):
                state.cells[column] = cell
        down = _count(attributes.get("number-rows-spanned", "1"), 1 << 20)
        right = _count(attributes.get("number-columns-spanned", "1"), 16384)
        if down > 1 or right > 1:
            if len(state.merges) >= MAX_MERGES:
                raise UnreadableError("too-large", "merged ranges")
            state.merges.append((first, down, right))

    def _end_row(self) -> None:
        state = self.state
        if state.sheet is None:
            return
        first, repeat = state.row + 1, state.row_repeat
        state.row += repeat
        if not state.cells:
            return
        self._spend(len(state.cells) * (repeat - 1))
        if len(state.sheet.rows) + repeat > MAX_ROWS:
            raise UnreadableError("too-large", "rows")
        for row in range(first, first + repeat):
            state.sheet.rows[row] = dict(state.cells)
            if state.row_hidden:
                state.sheet.hidden_rows.add(row)
        for column, down, right in state.merges:
            state.sheet.merge(Area(first, column, first + down - 1, column + right - 1))

    def _spend(self, cells: int) -> None:
        self.budget -= cells
        if self.budget < 0:
            raise UnreadableError("too-large", "cells")


def _count(text: str, most: int) -> int:
    """A repetition; 1 for what is no number."""
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def _cell(attributes: dict[str, str], text: str) -> Cell | None:
    """What a cell holds. An error has the text `#REF!` or `Err:502` and, from LibreOffice, a type of its own."""
    if len(text) > MAX_TEXT:
        raise UnreadableError("too-large", "text")
    kind, formula = attributes.get("value-type"), attributes.get("formula")
    if kind == "error" or (formula is not None and text.startswith(("#", "Err:"))):
        return Cell("error", text or "#ERROR!")
    if formula is not None and kind is None and not text:
        return Cell("uncalculated", formula)
    if kind in ("float", "currency", "percentage"):
        return _number(attributes.get("value", ""), text, percent=kind == "percentage")
    if kind == "boolean":
        return Cell("bool", attributes.get("boolean-value") == "true")
    if kind == "date":
        return _moment(attributes.get("date-value", ""), text)
    if kind == "string" and not text:
        text = attributes.get("string-value", "")
    return Cell("text", text) if text else None


def _number(value: str, text: str, *, percent: bool) -> Cell | None:
    try:
        number = float(value)
    except ValueError:
        return Cell("text", text) if text else None
    if number != number or number in (float("inf"), float("-inf")):
        return Cell("error", value)
    return Cell("percent" if percent else "number", number)


def _moment(value: str, text: str) -> Cell | None:
    try:
        month_only = bool(_MONTH_SHOWN.fullmatch(text))
        return Cell("date", datetime.fromisoformat(value[:19]), month_only=month_only)
    except ValueError:
        return Cell("text", text or value) if text or value else None
