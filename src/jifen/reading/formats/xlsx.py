"""xlsx and xlsm: the XML read directly, cell by cell.

openpyxl would take a styled blank page for a million rows, fail on broken styles, and not tell a formula that was
never calculated from a blank; a meeting sheet needs these told apart. Only values, merges, hidden rows and columns
and the kind of number format are read.
"""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field

from jifen.reading.formats.number_formats import FormatKind, format_kind
from jifen.reading.formats.package import Package, parse_xml, without_empty_cells
from jifen.reading.formats.workbook import (
    LOWERED,
    MAX_CELLS,
    MAX_ROWS,
    MAX_STYLES,
    MAX_TEXT,
    RAISED,
    STRUCK,
    Cell,
    Sheet,
    UnreadableError,
    Workbook,
    from_serial,
    struck,
    with_footnotes,
)
from jifen.reading.formats.xlsx_marks import add_column, add_merge, column_at, row_at, unescape

MAX_STRINGS = 32 * 2**20
OWN_CHILD = 2
"""Depth of the workbook's own settings: extensions bear elements of the same name further down."""


@dataclass(slots=True)
class _Parts:
    """What the workbook part says: sheets with their parts, the date system, whether formulas wait to be calculated."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    since_1904: bool = False
    recalculates: bool = False


class _ImpliedError(Exception):
    """A cell without an address of its own: empty cells must not be taken out before it."""


def read_xlsx(package: Package) -> Workbook:
    """Every worksheet; raises `UnreadableError`."""
    part = _workbook_part(package)
    parts = _read_workbook(package, part)
    relations = _read_relations(package, part)
    strings_part = next((t for kind, t in relations.values() if kind == "sharedStrings"), "")
    strings = _shared_strings(package, strings_part) if strings_part in package and strings_part else None
    styles_part = next((t for kind, t in relations.values() if kind == "styles"), "")
    styles = _styles(package, styles_part) if styles_part and styles_part in package else _Styles()
    workbook = Workbook("xlsx")
    budget = [MAX_CELLS]
    for name, identifier, hidden in parts.sheets:
        kind, target = relations.get(identifier, ("", ""))
        if kind not in ("worksheet", ""):
            continue
        if not target:
            raise UnreadableError("damaged", f"sheet {name} has no part")
        reader = _SheetReader(Sheet(name, hidden=hidden), strings, styles, parts, budget)
        workbook.sheets.append(reader.read(package, target))
    return workbook


def _workbook_part(package: Package) -> str:
    for kind, target in _read_relations(package, "").values():
        if kind == "officeDocument":
            return target
    return "xl/workbook.xml"


def _read_relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → (last word of its type, part)."""
    folder, name = posixpath.split(part)
    relations: dict[str, tuple[str, str]] = {}
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return relations

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            relations[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole.lstrip("/"))

    parse_xml(package.chunks(path), start)
    return relations


def _read_workbook(package: Package, part: str) -> _Parts:
    parts = _Parts()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if tag == "sheet":
            identifier = next((v for k, v in attributes.items() if k.endswith(":id") or k == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            parts.sheets.append((attributes.get("name", ""), identifier, hidden))
        elif depth == OWN_CHILD and tag == "workbookPr":
            parts.since_1904 = attributes.get("date1904") in ("1", "true")
        elif depth == OWN_CHILD and tag == "calcPr":
            parts.recalculates = attributes.get("fullCalcOnLoad") in ("1", "true")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parse_xml(package.chunks(part), start, end)
    if not parts.sheets:
        raise UnreadableError("damaged", "no sheets")
    return parts


def _is_struck(tag: str, attributes: dict[str, str]) -> bool:
    return tag == "strike" and attributes.get("val") not in ("0", "false")


def _is_raised(attributes: dict[str, str]) -> bool:
    return attributes.get("val") in ("superscript", "subscript")


def _shared_strings(package: Package, part: str) -> list[str]:
    """Each string whole: rich text joined, phonetic guides left out."""
    strings: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "phonetic": False, "raised": False}
    size = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            pieces.clear()
            state["raised"] = False
        elif tag == "r":
            state["raised"] = False
        elif tag == "vertAlign":
            state["raised"] = _is_raised(attributes)
        elif _is_struck(tag, attributes):
            pieces.append(STRUCK)
        elif tag == "rPh":
            state["phonetic"] = True
        elif tag == "t":
            state["text"] = not state["phonetic"]
            if state["text"] and state["raised"]:
                pieces.append(RAISED)

    def end(tag: str) -> None:
        if tag == "si":
            strings.append(with_footnotes("".join(pieces)))
            if len(strings) > MAX_CELLS or len(strings[-1]) > MAX_TEXT:
                raise UnreadableError("too-large", "strings")
        elif tag == "rPh":
            state["phonetic"] = False
        elif tag == "t":
            if state["text"] and state["raised"]:
                pieces.append(LOWERED)
            state["text"] = False

    def text(piece: str) -> None:
        nonlocal size
        if state["text"]:
            size += len(piece)
            if size > MAX_STRINGS:
                raise UnreadableError("too-large", "strings")
            pieces.append(piece)

    parse_xml(package.chunks(part), start, end, text)
    return strings


@dataclass(slots=True)
class _Styles:
    """Of each cell style: what its number format does, and whether its font strikes the cell out."""

    kinds: list[FormatKind] = field(default_factory=list)
    struck: frozenset[str] = frozenset()


def _styles(package: Package, part: str) -> _Styles:
    """What cell styles mean; nothing where they are broken."""
    codes: dict[int, str] = {}
    fonts: list[bool] = []
    styles: list[tuple[int, int]] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag in ("fonts", "cellXfs"):
            inside.append(tag)
        elif tag == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag == "font" and inside == ["fonts"]:
            fonts.append(False)
        elif _is_struck(tag, attributes) and inside == ["fonts"] and fonts:
            fonts[-1] = True
        elif tag == "xf" and inside == ["cellXfs"]:
            styles.append((int(attributes.get("numFmtId", "0")), int(attributes.get("fontId", "0"))))
        if max(len(codes), len(fonts), len(styles)) > MAX_STYLES:
            raise UnreadableError("too-large", "styles")

    def end(tag: str) -> None:
        if tag in ("fonts", "cellXfs"):
            inside.clear()

    try:
        parse_xml(package.chunks(part), start, end)
    except UnreadableError as fault:
        if fault.reason == "too-large":
            raise
        return _Styles()
    except ValueError:
        return _Styles()
    struck_out = {str(index) for index, (_, font) in enumerate(styles) if font < len(fonts) and fonts[font]}
    return _Styles([format_kind(number, codes.get(number)) for number, _ in styles], frozenset(struck_out))


class _SheetReader:
    """One worksheet part. Handlers are closures: there are two calls a cell."""

    def __init__(
        self, sheet: Sheet, strings: list[str] | None, styles: _Styles, parts: _Parts, budget: list[int]
    ) -> None:
        self.sheet, self.strings, self.styles, self.parts, self.budget = sheet, strings, styles, parts, budget

    def read(self, package: Package, part: str) -> Sheet:
        """The sheet filled; raises `UnreadableError`."""
        before = self.budget[0]
        try:
            start, end, text = self._handlers(strict=True)
            parse_xml(without_empty_cells(package.chunks(part)), start, end, text)
        except _ImpliedError:
            self.budget[0] = before
            self.sheet = Sheet(self.sheet.name, hidden=self.sheet.hidden)
            start, end, text = self._handlers(strict=False)
            parse_xml(package.chunks(part), start, end, text)
        return self.sheet

    def _handlers(
        self, *, strict: bool
    ) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[str], None]]:
        sheet, rows, make = self.sheet, self.sheet.rows, self._cell
        budget, struck_out = self.budget, self.styles.struck
        row = column = 0
        kind: str | None = None
        style = ""
        value: list[str] = []
        formula: list[str] | None = None
        has_value = phonetic = raised = False
        target: list[str] | None = None
        size = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, kind, style, value, formula, has_value, target, phonetic, raised, size
            if tag == "c":
                place = attributes.get("r")
                if place is None:
                    if strict:
                        raise _ImpliedError
                    column += 1
                else:
                    letters = place.rstrip("0123456789")
                    column = column_at(letters)
                    row = row_at(place[len(letters) :], row)
                kind, style = attributes.get("t"), attributes.get("s", "")
                value, formula, has_value, raised, size = [], None, False, False, 0
            elif tag == "v":
                has_value, target = True, value
            elif tag == "t":
                if kind == "inlineStr" and not phonetic:
                    has_value, target = True, value
                    if raised:
                        value.append(RAISED)
            elif tag == "f":
                formula = target = []
            elif tag == "row":
                if len(rows) > MAX_ROWS:
                    raise UnreadableError("too-large", "rows")
                row, column = row_at(attributes.get("r", ""), row + 1), 0
                if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
                    sheet.hidden_rows.add(row)
            elif tag == "rPh":
                phonetic = True
            elif tag == "mergeCell":
                add_merge(sheet, attributes.get("ref", ""))
            elif tag == "col":
                add_column(sheet, attributes)
            elif tag == "r":
                raised = False
            elif tag == "vertAlign":
                raised = _is_raised(attributes)
            elif _is_struck(tag, attributes):
                value.append(STRUCK)

        def end(tag: str) -> None:
            nonlocal target, phonetic
            if tag == "c":
                if has_value or formula is not None:
                    cell = make(kind, style, "".join(value), formula, has_value)
                    if cell is not None:
                        budget[0] -= 1
                        if budget[0] < 0:
                            raise UnreadableError("too-large", "cells")
                        rows.setdefault(row, {})[column] = struck(cell) if style in struck_out else cell
            elif tag in ("v", "t", "f"):
                if raised and target is value:
                    value.append(LOWERED)
                target = None
            elif tag == "rPh":
                phonetic = False

        def text(piece: str) -> None:
            nonlocal size
            if target is not None:
                target.append(piece)
                size += len(piece)
                if size > MAX_TEXT:
                    raise UnreadableError("too-large", "text")

        return start, end, text

    def _cell(
        self, kind: str | None, style: str, value: str, formula: list[str] | None, has_value: bool
    ) -> Cell | None:
        if formula is not None and (not has_value if kind == "str" else self._waits(value)):
            return Cell("uncalculated", "".join(formula))
        if kind == "s":
            return self._shared(value)
        if kind in ("str", "inlineStr"):
            return Cell("text", unescape(with_footnotes(value))) if value else None
        if not value.strip():
            return None
        if kind == "e":
            return Cell("error", value)
        if kind == "b":
            return Cell("bool", value.strip() == "1")
        if kind == "d":
            return Cell("text", value)
        return self._number(value, style)

    def _waits(self, value: str) -> bool:
        """Never calculated; programs that ask for a calculation on opening store 0 in the meantime."""
        return not value.strip() or (self.parts.recalculates and value.strip() == "0")

    def _shared(self, value: str) -> Cell | None:
        if not value.strip():
            return None
        if self.strings is None:
            raise UnreadableError("damaged", "no shared strings")
        try:
            index = int(value)
            text = self.strings[index] if index >= 0 else None
        except (ValueError, IndexError):
            text = None
        if text is None:
            return Cell("error", "#STRING!")
        return Cell("text", unescape(text)) if text else None

    def _number(self, value: str, style: str) -> Cell:
        try:
            number = float(value)
        except ValueError:
            return Cell("text", value)
        if number != number or number in (float("inf"), float("-inf")):
            return Cell("error", value)
        shown = self._format(style)
        if shown in ("date", "month"):
            moment = from_serial(number, since_1904=self.parts.since_1904)
            return Cell("date", moment, month_only=shown == "month") if moment else Cell("number", number)
        if shown == "percent":
            return Cell("percent", number)
        return Cell("number", number, shown == "signed")

    def _format(self, style: str) -> FormatKind:
        if not style:
            return "number"
        try:
            return self.styles.kinds[int(style)]
        except (ValueError, IndexError):
            return "number"
