"""A package of a village's sums, read with distrust: nothing of it is taken unless all of it is what it says."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from jifen.domain.period import Month, Period
from jifen.domain.rollup.package import SHA256, Manifest, Package, digest
from jifen.domain.rollup.tables import FORMAT, MANIFEST, TABLES, VERSION, Column, Row, Table, Tables, Value
from jifen.domain.visible import visible
from jifen.errors import JifenError
from jifen.reading.formats.package import ZIP_FAULTS
from jifen.reading.rollup.arrivals import LARGEST_PACKAGE

MOST = 10**15
"""Hundredths, counts: beyond what a village can have, and far within what every engine adds up exactly."""
LONGEST = 60
MOST_ROWS = 200_000
MOST_MONTHS = 240
_HEX = re.compile(r"[0-9a-f]+")
_WORD = re.compile(r"[a-z][a-z0-9-]{0,30}")
_WHOLE = re.compile(r"-?[0-9]{1,15}")


def read_package(data: bytes) -> Package:
    """The package; raises `JifenError`: `package-broken`, `package-foreign`, `package-newer`, `package-too-large`,
    `package-part-missing`, `package-part-changed`, `package-path`, `package-cell`, `package-manifest`."""
    files = _files(data)
    manifest = _manifest(files.pop(MANIFEST))
    for name, sha256 in manifest.files.items():
        if name not in files:
            raise JifenError("package-part-missing", part=name)
        if digest(files[name]) != sha256:
            raise JifenError("package-part-changed", part=name)
    for name in files:
        if name not in manifest.files:
            raise JifenError("package-path", part=_short(name))
    tables: dict[str, tuple[Row, ...]] = {}
    for name, table in TABLES.items():
        if table.file not in files:
            raise JifenError("package-part-missing", part=table.file)
        tables[name] = _rows(table, files[table.file], manifest.months)
    _complete(tables, manifest)
    return Package(manifest, tables, digest(data))


def _short(text: str) -> str:
    return visible(text)[:LONGEST]


def _files(data: bytes) -> dict[str, bytes]:
    """Every part by its name; names that lead anywhere are no part of a package."""
    found: dict[str, bytes] = {}
    left = LARGEST_PACKAGE
    if len(data) > LARGEST_PACKAGE:
        raise JifenError("package-too-large", most=LARGEST_PACKAGE >> 20)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if all(entry.filename != MANIFEST for entry in entries):
                raise JifenError("package-foreign")
            for entry in entries:
                if not re.fullmatch(r"[a-z][a-z0-9_-]{0,40}\.(csv|json)", entry.filename) or entry.filename in found:
                    raise JifenError("package-path", part=_short(entry.filename))
                if entry.flag_bits & 1:
                    raise JifenError("package-broken")
                with package.open(entry) as part:
                    content = part.read(left + 1)
                if len(content) > left:
                    raise JifenError("package-too-large", most=LARGEST_PACKAGE >> 20)
                left -= len(content)
                found[entry.filename] = content
    except ZIP_FAULTS:
        raise JifenError("package-broken") from None
    return found


def _manifest(data: bytes) -> Manifest:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise JifenError("package-manifest", what=MANIFEST) from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise JifenError("package-foreign")
    version = value.get("version")
    if isinstance(version, int) and version > VERSION:
        raise JifenError("package-newer", program=_short(str(value.get("program"))))
    return Manifest(
        village=_name(value, "village"),
        village_id=_digits(value, "village_id", 32),
        township=_name(value, "township", blank=True),
        county=_name(value, "county", blank=True),
        period=str(value.get("period")),
        months=_months(value),
        head=_digits(value, "head", SHA256),
        files=_listed(value),
        program=_short(str(value.get("program"))),
    )


def _name(value: dict[str, Any], name: str, *, blank: bool = False) -> str:
    """A village's, township's or county's name: a line of text that stands on every page of whoever collects."""
    told = value.get(name)
    if not isinstance(told, str) or not _legible(told) or told != told.strip() or not (told or blank):
        raise JifenError("package-manifest", what=name)
    return told


def _legible(text: str) -> bool:
    """Whether a text is one short line in which nothing is hidden."""
    return len(text) <= LONGEST and text == visible(text) and text.isprintable()


def _digits(value: dict[str, Any], name: str, length: int) -> str:
    told = value.get(name)
    if not isinstance(told, str) or len(told) != length or not _HEX.fullmatch(told):
        raise JifenError("package-manifest", what=name)
    return told


def _months(value: dict[str, Any]) -> tuple[str, ...]:
    """The months it says it holds: some of its period's, in order, each once."""
    try:
        period = Period.parse(value["period"])
        months = [str(Month.parse(month)) for month in value["months"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise JifenError("package-manifest", what="months") from None
    own = [str(month) for month in period.months]
    if not months or months != value["months"] or months != own[: len(months)] or len(months) > MOST_MONTHS:
        raise JifenError("package-manifest", what="months")
    return tuple(months)


def _listed(value: dict[str, Any]) -> dict[str, str]:
    files = value.get("files")
    if not isinstance(files, dict) or not all(isinstance(each, str) for each in files.values()):
        raise JifenError("package-manifest", what="files")
    return {str(name): sha256 for name, sha256 in files.items()}


def _rows(table: Table, data: bytes, months: Sequence[str]) -> tuple[Row, ...]:
    """A table's rows; columns of a later program behind ours are passed over."""
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise JifenError("package-cell", part=table.file, line=1, found="") from None
    if not lines or lines[0][: len(table.columns)] != table.names or len(lines) > MOST_ROWS:
        raise JifenError("package-cell", part=table.file, line=1, found=_short(",".join(lines[0]) if lines else ""))
    rows: list[Row] = []
    known: set[Row] = set()
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(lines[0]):
            raise JifenError("package-cell", part=table.file, line=number, found=_short(",".join(line)))
        row = tuple(_value(table, number, c, text) for c, text in zip(table.columns, line, strict=False))
        key = row[: table.keys]
        if row[0] not in months or (table.keys and key in known):
            raise JifenError("package-cell", part=table.file, line=number, found=_short(",".join(map(str, key or row))))
        known.add(key)
        rows.append(row)
    return tuple(rows)


def _value(table: Table, number: int, column: Column, text: str) -> Value:
    try:
        if text == "" and column.blank:
            return None
        return _number(column, text) if column.whole else _text(column, text)
    except ValueError:
        raise JifenError("package-cell", part=table.file, line=number, found=_short(text)) from None


def _number(column: Column, text: str) -> int:
    if column.kind in ("points", "cents"):
        if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,2})?", text):
            raise ValueError(text)
        whole, _, places = text.lstrip("-").partition(".")
        value = int(whole) * 100 + int(places.ljust(2, "0") if places else 0)
        return -value if text.startswith("-") else value
    if not _WHOLE.fullmatch(text) or (column.kind == "count" and text.startswith("-")) or abs(int(text)) > MOST:
        raise ValueError(text)
    return int(text)


def _text(column: Column, text: str) -> str:
    if column.kind == "month" and str(Month.parse(text)) != text:
        raise ValueError(text)
    if column.kind == "period" and str(Period.parse(text)) != text:
        raise ValueError(text)
    if column.kind == "day" and date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)
    if column.kind == "word" and not _WORD.fullmatch(text):
        raise ValueError(text)
    if column.kind == "category" and not (text and _legible(text)):
        raise ValueError(text)
    return text


def _complete(tables: Tables, manifest: Manifest) -> None:
    """Every month has its village's row, and nobody takes part who is not there."""
    rows = tables["village"]
    if [row[0] for row in rows] != list(manifest.months):
        raise JifenError("package-cell", part=TABLES["village"].file, line=len(rows) + 1, found="")
