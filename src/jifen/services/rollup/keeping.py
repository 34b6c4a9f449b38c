"""What a dataset keeps beside its tables: every package as it arrived, and a receipt for the village that sent it."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from jifen.domain.rollup.package import Package
from jifen.messages.labels import RECEIPTS, receipt_name
from jifen.services.places import file_name
from jifen.services.rollup.export import Receipt
from jifen.store.rollup.dataset import ARCHIVE


def keep(folder: Path, packages: Iterable[tuple[Package, bytes]]) -> None:
    """Every package whole, under its village's number and its digest: what is replaced later can still be looked at."""
    for package, data in packages:
        _leave(folder / ARCHIVE / package.manifest.village_id / f"{package.sha256}.zip", data)


def leave_receipts(folder: Path, packages: Iterable[tuple[Package, bytes]], day: date) -> Path:
    """A receipt a package: it tells the village which head somebody else has seen. One that is there stays."""
    for package, _ in packages:
        manifest = package.manifest
        receipt = Receipt(
            manifest.village, manifest.village_id, manifest.period, manifest.head, package.sha256, day.isoformat()
        )
        told = json.dumps(receipt.value(), ensure_ascii=False, indent=1) + "\n"
        name = receipt_name(manifest.village, manifest.period, package.sha256[:8])
        _leave(folder / RECEIPTS / file_name(manifest.township or "_") / file_name(name), told.encode("utf-8"))
    return folder / RECEIPTS


def _leave(place: Path, data: bytes) -> None:
    """A file whole or not at all; one of that name says the same already."""
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f"{place.name}.part")
    aside.write_bytes(data)
    aside.replace(place)
