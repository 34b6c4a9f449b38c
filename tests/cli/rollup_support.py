"""A village's package of sums, opened."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Files = dict[str, bytes]
"""The parts of a package by their names."""


def opened(path: Path | str) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    """The manifest, and the rows of each table by its name."""
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    rows = {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        for name, data in files.items()
    }
    return manifest, rows


def parts(path: Path | str) -> dict[str, bytes]:
    """Every file of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    """A zip file of these."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


def changed(files: Files, texts: Mapping[str, Callable[[str], str]] | None = None, /, **manifest: object) -> Files:
    """A package as another village, or another program, would have written it: its digests are right."""
    found = dict(files)
    for name, change in (texts or {}).items():
        found[name] = change(found[name].decode("utf-8-sig")).encode("utf-8-sig")
    told = json.loads(found["manifest.json"])
    told["files"] = {name: hashlib.sha256(data).hexdigest() for name, data in found.items() if name in told["files"]}
    found["manifest.json"] = json.dumps(told | manifest, ensure_ascii=False).encode("utf-8")
    return found


def other(files: Files, name: str, number: int, **manifest: object) -> Files:
    """The same sums as another village's."""
    return changed(files, village=name, village_id=f"{number:032x}", **manifest)


def of_month(files: Files, month: str) -> Files:
    """The same sums as those of another month."""
    texts = {
        name: lambda text: text.replace("\r\n2025-03,", f"\r\n{month},") for name in files if name.endswith(".csv")
    }
    return changed(files, texts, period=month, months=[month])
