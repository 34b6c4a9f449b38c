"""A village's package of sums: its manifest, its tables as csv, and how the rows of a month are told from others."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jifen.domain.rollup.tables import FORMAT, TABLES, VERSION, Column, Row, Table, Tables, Value, of_month

SHA256 = 64
"""Letters of a digest."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Whose sums these are, of which months, and the head of the chain of the book they were drawn from."""

    village: str
    village_id: str
    township: str
    county: str
    period: str
    months: tuple[str, ...]
    head: str
    files: Mapping[str, str]
    program: str
    version: int = VERSION

    def value(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "format": FORMAT,
            "version": self.version,
            "program": self.program,
            "village": self.village,
            "village_id": self.village_id,
            "township": self.township,
            "county": self.county,
            "period": self.period,
            "months": list(self.months),
            "head": self.head,
            "files": dict(self.files),
        }

    def written(self) -> bytes:
        """As the file in the package."""
        return (json.dumps(self.value(), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


@dataclass(frozen=True, slots=True)
class Package:
    """What arrived: manifest and tables; `sha256` of the file it came as."""

    manifest: Manifest
    tables: Tables
    sha256: str

    def digests(self) -> dict[str, str]:
        """Month → digest of all its rows, by which it is known again whatever package it comes in."""
        return {month: month_digest(self.tables, month) for month in self.manifest.months}


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def month_digest(tables: Tables, month: str) -> str:
    """The digest of all rows of a month."""
    told = json.dumps(of_month(tables, month), ensure_ascii=False, sort_keys=True)
    return digest(told.encode("utf-8"))


def csv_file(table: Table, rows: Iterable[Row]) -> bytes:
    """A table as csv: UTF-8 with a mark, so that Excel shows it rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.names)
    writer.writerows([_cell(c, value) for c, value in zip(table.columns, row, strict=True)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(column: Column, value: Value) -> str:
    if value is None:
        return ""
    return hundredths(value) if column.kind in ("points", "cents") and isinstance(value, int) else str(value)


def hundredths(value: int) -> str:
    """`1250` as `12.5`, `-5` as `-0.05`, `300` as `3`."""
    whole, rest = divmod(abs(value), 100)
    places = f".{rest:02d}".rstrip("0").rstrip(".")
    return f"{'-' if value < 0 else ''}{whole}{places}"


def empty() -> dict[str, tuple[Row, ...]]:
    """Every table without rows."""
    return dict.fromkeys(TABLES, ())
