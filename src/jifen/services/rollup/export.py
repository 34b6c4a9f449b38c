"""A village's package of sums, by the standard library alone: the same book and period give the same bytes."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jifen
from jifen.domain.period import Month, Period
from jifen.domain.rollup.package import SHA256, Manifest, csv_file, digest
from jifen.domain.rollup.tables import MANIFEST, TABLES, Tables
from jifen.errors import JifenError
from jifen.services.delivery import write_files
from jifen.services.places import free_place, place_of
from jifen.services.rollup import matters, sums
from jifen.services.session import Session
from jifen.store import chain
from jifen.store.rollup import village

RECEIPT = "jifen-receipt"
"""What a receipt says it is."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The day a zip file gives what has none: the same book gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the package went, and what it is."""

    path: Path
    manifest: Manifest
    size: int


def export(session: Session, period: Period, name: str, output: str | None = None, *, force: bool = False) -> Exported:
    """Write the package; `name`: the file's where no place is given, with `{village}`.

    Refused: a period that has not begun; a book that is not about households: a township sums up villages.
    """
    session.refuse_others("rollup")
    months = [month for month in period.months if month.first <= session.today]
    if not months:
        raise JifenError("rollup-not-begun", period=str(period))
    tables = tables_of(session, months)
    manifest, data = packed(session, period, months, tables)
    place = free_place(session, place_of(session, output, name.format(village=manifest.village)), force=force)
    if not session.dry_run:
        write_files(session.connection, session.path, [(place, data)])
    return Exported(place, manifest, len(data))


def tables_of(session: Session, months: list[Month]) -> Tables:
    """Every table of these months."""
    scored, villages = sums.scores(session, months)
    found = {
        "village": villages,
        "sums": scored,
        "notices": sums.notices(session, months),
        "boards": sums.lists(session, months),
        "goods": sums.shop(session, months),
        "matters": matters.matters(session, months),
    }
    return {name: tuple(found[name]) for name in TABLES}


def packed(session: Session, period: Period, months: list[Month], tables: Tables) -> tuple[Manifest, bytes]:
    """The manifest and the whole file."""
    settings = session.settings()
    files = {table.file: csv_file(table, tables[name]) for name, table in TABLES.items()}
    manifest = Manifest(
        village=settings["village"],
        village_id=village.village_id(session.connection),
        township=settings["township"],
        county=settings["county"],
        period=str(period),
        months=tuple(map(str, months)),
        head=chain.last_head(session.connection),
        files={name: digest(data) for name, data in files.items()},
        program=jifen.__version__,
    )
    return manifest, zipped({MANIFEST: manifest.written(), **files})


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip file in which nothing depends on the day or the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            package.writestr(entry, data)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody above confirms: which package of the village arrived, drawn from which head, on which day."""

    village: str
    village_id: str
    period: str
    head: str
    sha256: str
    received_on: str

    def value(self) -> dict[str, Any]:
        """As JSON."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return {"format": RECEIPT, "version": 1, **told}


def take_receipt(session: Session, path: str, data: bytes) -> Receipt:
    """Take a receipt into the book: from now on the one who gave it is a witness of the head.

    Refused: what is no receipt, another village's, one whose head the book does not hold, one that is in it already.
    """
    receipt = _receipt(path, data)
    own = village.village_id(session.connection)
    if receipt.village_id != own:
        raise JifenError("receipt-of-other", path=path, village=receipt.village)
    if village.head_operation(session.connection, receipt.head) is None:
        raise JifenError("receipt-head-unknown", path=path, head=receipt.head, received_on=receipt.received_on)
    told = {name: value for name, value in receipt.value().items() if name not in ("format", "version", "village_id")}
    with session.change("rollup receipt", **told):
        if told in village.receipts(session.connection, "rollup receipt")[:-1]:
            raise JifenError("receipt-known", path=path)
    return receipt


def _receipt(path: str, data: bytes) -> Receipt:
    try:
        value = json.loads(data.decode("utf-8-sig"))
        if value["format"] != RECEIPT:
            raise ValueError
        receipt = Receipt(**{name: str(value[name]) for name in Receipt.__slots__})
    except (ValueError, KeyError, TypeError, RecursionError):
        raise JifenError("receipt-unreadable", path=path) from None
    if len(receipt.head) != SHA256 or len(receipt.sha256) != SHA256:
        raise JifenError("receipt-unreadable", path=path)
    return receipt
