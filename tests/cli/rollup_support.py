"""A village's package of sums, opened."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


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
